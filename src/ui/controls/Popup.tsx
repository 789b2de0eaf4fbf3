import { type ReactNode, type ToggleEvent, useId, useRef } from 'react'

export interface PopupProps {
  /** What the button shows. */
  readonly trigger: ReactNode
  readonly triggerClass: string
  /** The button's name, where what it shows is not one. */
  readonly label?: string
  readonly wide?: boolean
  readonly onOpen?: () => void
  readonly children: ReactNode | ((close: () => void) => ReactNode)
}

const gapPx = 6

/** A button and a note beside it, on the browser's own popover: Escape and a click elsewhere close it. */
export function Popup({ trigger, triggerClass, label, wide, onOpen, children }: PopupProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const note = useRef<HTMLDivElement>(null)

  function onToggle(event: ToggleEvent<HTMLDivElement>) {
    if (event.newState !== 'open' || !button.current || !note.current) return
    place(note.current, button.current.getBoundingClientRect())
    onOpen?.()
  }
  return (
    <>
      <button ref={button} type="button" className={triggerClass} aria-label={label} popoverTarget={id}>
        {trigger}
      </button>
      <div
        ref={note}
        id={id}
        popover="auto"
        className="popup note-popup"
        data-wide={wide}
        onToggle={onToggle}
      >
        {typeof children === 'function' ? children(() => note.current?.hidePopover()) : children}
      </div>
    </>
  )
}

/** Below the button if there is room, else above; never outside the window. */
function place(note: HTMLElement, anchor: DOMRect) {
  const { offsetWidth: width, offsetHeight: height } = note
  const left = Math.max(8, Math.min(anchor.left, window.innerWidth - width - 8))
  const below = anchor.bottom + gapPx
  const top = below + height <= window.innerHeight - 8 ? below : Math.max(8, anchor.top - gapPx - height)
  note.style.left = `${left}px`
  note.style.top = `${top}px`
}
