import type { RefObject } from 'react'
import type { Caption } from '../../plots/export/caption.ts'
import type { Table } from '../../plots/export/csv.ts'
import { messageOf } from '../../store/lanes.ts'
import { t } from '../messages.ts'
import { useLab } from '../useLab.tsx'
import { Popup } from './Popup.tsx'

export interface ExportMenuProps {
  /** Of the files, without ending: "study-scatter". */
  readonly name: string
  /** What is exported, in a word or two, for the button's name. */
  readonly title?: string
  /** Said below the picture and inside every file; asked for when somebody exports. */
  readonly caption: () => Caption | Promise<Caption>
  /** What is drawn, as SVG and PNG. */
  readonly picture?: RefObject<Element | null>
  /** Its numbers, as CSV. */
  readonly table?: () => Table | Promise<Table>
  /** Its numbers as JSON: anything, or text that is JSON already; or a promise of either. */
  readonly json?: () => unknown
}

type Kind = 'svg' | 'png' | 'csv' | 'json'

/** A figure's or a view's way into a file: picture and numbers, the caption's facts inside. */
export function ExportMenu(props: ExportMenuProps) {
  const lab = useLab()
  const kinds: readonly Kind[] = [
    ...(props.picture ? (['svg', 'png'] as const) : []),
    ...(props.table ? (['csv'] as const) : []),
    ...(props.json ? (['json'] as const) : []),
  ]
  const save = async (kind: Kind) => {
    try {
      await saved(kind, props)
    } catch (error) {
      lab.notices.add([messageOf(error)])
    }
  }
  return (
    <span className="export" data-export="off" data-export-menu={props.name}>
      <Popup trigger={t.export.button} triggerClass="button" label={t.export.name(props.title ?? props.name)}>
        {(close) =>
          kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              className="menu-item"
              data-export-kind={kind}
              onClick={() => {
                close()
                void save(kind)
              }}
            >
              <span>{kind.toUpperCase()}</span>
              <span className="menu-note">{t.export.kinds[kind]}</span>
            </button>
          ))
        }
      </Popup>
    </span>
  )
}

// what writes the files is fetched with the first of them
async function saved(kind: Kind, { name, caption, picture, table, json }: ExportMenuProps): Promise<void> {
  const { download } = await import('../../plots/export/download.ts')
  const file = `${name}.${kind}`
  if (kind === 'csv' && table) {
    const { csvOf } = await import('../../plots/export/csv.ts')
    return download(file, csvOf(await table(), await caption()), 'text/csv')
  }
  if (kind === 'json' && json) {
    const { jsonOf } = await import('../../plots/export/json.ts')
    const data = await json()
    return download(file, typeof data === 'string' ? data : jsonOf(await caption(), data), 'application/json')
  }
  const root = picture?.current
  if (!root) throw new TypeError(t.export.nothing)
  const { drawingOf } = await import('../../plots/export/drawing.ts')
  const drawing = drawingOf(root, await caption())
  if (kind === 'svg') return download(file, drawing.svg, 'image/svg+xml')
  const { pngOf } = await import('../../plots/export/png.ts')
  download(file, await pngOf(drawing))
}
