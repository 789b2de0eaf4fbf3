import { useState } from 'react'
import { words } from './words.ts'
import '../../styles/command.css'

/** A line for the terminal, to be copied; where the browser will not copy, it can be selected. */
export function Command({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      setCopied(false)
    }
  }
  return (
    <span className="command">
      <code>{text}</code>
      <button
        type="button"
        className="button quiet"
        aria-label={words.files.copyCommand(text)}
        aria-live="polite"
        onClick={() => void copy()}
      >
        {copied ? words.files.copied : words.files.copy}
      </button>
    </span>
  )
}
