import type { ScaleScope } from '../../../domain/scale.ts'
import { ColorLegend } from '../../../plots/ColorLegend.tsx'
import { setScene } from '../../../store/changes.ts'
import { sceneSpecs } from '../../../store/choices.ts'
import type { Scene } from '../../../store/scene.ts'
import { NumberControl } from '../../controls/NumberControl.tsx'
import { Segmented } from '../../controls/Segmented.tsx'
import { t } from '../../messages.ts'
import { useChange } from '../../useLab.tsx'
import { RuleControls } from './RuleControls.tsx'
import { Section } from './Section.tsx'

export function ExplanationPanel({ scene }: { scene: Scene }) {
  const make = useChange()
  return (
    <Section title={t.rail.explanation}>
      <RuleControls scene={scene} />
      <NumberControl
        owner="scene"
        name="k"
        spec={sceneSpecs.k}
        value={scene.k}
        onChange={(k) => make(setScene('k', k))}
      />
      <Segmented<ScaleScope>
        label={sceneSpecs.scope.label}
        value={scene.scope}
        options={sceneSpecs.scope.options}
        onChange={(scope) => make(setScene('scope', scope))}
      />
      <ColorLegend scope={scene.scope} scale={null} />
    </Section>
  )
}
