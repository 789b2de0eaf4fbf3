import { useStore } from 'zustand'
import type { ProtocolId } from '../../domain/conventions.ts'
import { setDataset, setProtocol, setScene } from '../../store/changes.ts'
import { sceneSpecs } from '../../store/choices.ts'
import type { Scene } from '../../store/scene.ts'
import { Menu } from '../controls/Menu.tsx'
import { t } from '../messages.ts'
import { useChange, useLab } from '../useLab.tsx'
import { BackendBadge } from './BackendBadge.tsx'
import { CopyLink } from './CopyLink.tsx'

/** What holds for the whole page: view, data set, protocol, backend, link. */
export function TopBar({ scene }: { scene: Scene | null }) {
  return (
    <header className="top-bar">
      <h1 className="brand">{t.brand}</h1>
      {scene && <Views scene={scene} />}
      <div className="top-tools">
        {scene && <SceneMenus scene={scene} />}
        <BackendBadge />
        <CopyLink />
      </div>
    </header>
  )
}

function Views({ scene }: { scene: Scene }) {
  const make = useChange()
  return (
    <nav className="views" aria-label={t.top.views}>
      {sceneSpecs.view.options.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          className="view"
          aria-current={scene.view === value ? 'page' : undefined}
          onClick={() => make(setScene('view', value))}
        >
          {label}
          {value === 'study' && <StudyProgress />}
        </button>
      ))}
    </nav>
  )
}

/** How far the study is that runs while another view is looked at. */
function StudyProgress() {
  const lab = useLab()
  const percent = useStore(lab.study.store, ({ status, progress }) =>
    status === 'running' && progress ? Math.floor((100 * progress.done) / progress.of) : null,
  )
  if (percent === null) return null
  return (
    <span className="view-progress" aria-hidden="true">
      {t.study.running(percent)}
    </span>
  )
}

function SceneMenus({ scene }: { scene: Scene }) {
  const lab = useLab()
  const make = useChange()
  const datasets = useStore(lab.offer.store, (offer) => offer.catalogue?.datasets ?? [])
  const flipped = useStore(lab.choices, (choices) => Object.keys(choices.flipped).length)
  return (
    <>
      {datasets.length > 1 ? (
        <Menu
          bare
          label={t.top.dataset}
          value={scene.dataset.id}
          options={datasets.map(({ id, label }) => ({ value: id, label }))}
          onChange={(id) => make(setDataset(id))}
        />
      ) : (
        <span className="top-fact">{scene.dataset.label}</span>
      )}
      <Menu
        bare
        label={t.top.protocol}
        value={scene.protocol}
        options={sceneSpecs.protocol.options}
        onChange={(protocol) => make(setProtocol(protocol as ProtocolId))}
        mark={flipped > 0 && <span className="flipped-mark">{t.top.flipped(flipped)}</span>}
      />
    </>
  )
}
