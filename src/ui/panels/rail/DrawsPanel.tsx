import { setScene } from '../../../store/changes.ts'
import { sceneSpecs } from '../../../store/choices.ts'
import type { Scene } from '../../../store/scene.ts'
import { NumberControl } from '../../controls/NumberControl.tsx'
import { t } from '../../messages.ts'
import { useChange } from '../../useLab.tsx'
import { Section } from './Section.tsx'

export function DrawsPanel({ scene }: { scene: Scene }) {
  const make = useChange()
  const models = scene.view === 'layers' ? [scene.model] : scene.models
  const several = models.filter((model) => model.draws > 1)
  return (
    <Section title={t.rail.draws}>
      <NumberControl
        owner="scene"
        name="draws"
        spec={sceneSpecs.draws}
        value={scene.draws}
        onChange={(draws) => make(setScene('draws', draws))}
      />
      {several.length > 0 && (
        <p className="note">
          {several
            .map((model) => t.rail.drawsOf(model.label, Math.min(scene.draws, model.draws), model.draws))
            .join(' · ')}
        </p>
      )}
    </Section>
  )
}
