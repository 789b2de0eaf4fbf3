import { Component, type ReactNode } from 'react'
import { messageOf } from '../../store/lanes.ts'
import { t } from '../messages.ts'

/** Keeps a fault in one part of the page from taking the others with it. */
export class Guard extends Component<{ children: ReactNode }, { readonly message: string | null }> {
  override state = { message: null }

  static getDerivedStateFromError(error: unknown) {
    return { message: messageOf(error) }
  }

  override render() {
    if (this.state.message === null) return this.props.children
    return (
      <div className="opening" role="alert">
        <p>{t.broken}</p>
        <p className="complaint">{this.state.message}</p>
        <button type="button" className="button" onClick={() => this.setState({ message: null })}>
          {t.tryAgain}
        </button>
      </div>
    )
  }
}
