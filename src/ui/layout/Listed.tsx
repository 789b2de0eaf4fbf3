import { type ReactNode, useId, useRef, useState } from 'react'
import { useMedia } from '../useMedia.ts'
import '../styles/listed.css'

export interface ListedProps {
  /** What it lists, as classes are called: 'models' gives models-item. */
  readonly name: string
  /** The list's name for those who do not see it. */
  readonly label: string
  /** What stands on a small screen while the list is folded away: the item on view. */
  readonly chosen: ReactNode
  /** What unfolds it. */
  readonly choose: string
  readonly groups: readonly ListedGroup[]
  /** Of the item on view; another one is another page, which begins at its top. */
  readonly current: string
  readonly onChoose: (id: string) => void
  /** The page. */
  readonly children: ReactNode
}

export interface ListedGroup {
  readonly title: string
  readonly items: readonly ListedItem[]
}

export interface ListedItem {
  readonly id: string
  readonly content: ReactNode
  /** Attributes of the button: data-model. */
  readonly data?: Readonly<Record<`data-${string}`, string>>
}

/** A list of items in groups and the page of the chosen one; on a small screen folded away until it is asked for. */
export function Listed(props: ListedProps) {
  const { name, label, chosen, choose, groups, current, onChoose, children } = props
  const id = useId()
  const narrow = useMedia('(max-width: 760px)')
  const [open, setOpen] = useState(false)
  const fold = useRef<HTMLButtonElement>(null)
  return (
    <div className={`listed ${name}`}>
      <nav aria-label={label}>
        {narrow && (
          <button
            ref={fold}
            type="button"
            className={`${name}-fold`}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {chosen}
            <span className="listed-more">{choose}</span>
          </button>
        )}
        <div id={id} hidden={narrow && !open}>
          {groups.map(({ title, items }) => (
            <section key={title}>
              <h2>{title}</h2>
              <ul>
                {items.map((item) => (
                  <li key={item.id}>
                    <button
                      type="button"
                      className={`${name}-item`}
                      {...item.data}
                      aria-current={item.id === current ? 'page' : undefined}
                      onClick={() => {
                        onChoose(item.id)
                        setOpen(false)
                        fold.current?.focus()
                      }}
                    >
                      {item.content}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </nav>
      <div className={`${name}-page`} key={current} ref={fromTheTop}>
        {children}
      </div>
    </div>
  )
}

/** Also where list and page scroll as one. */
function fromTheTop(page: HTMLElement | null): void {
  page?.parentElement?.scrollTo(0, 0)
}
