import { Component, type ReactNode } from 'react'

interface AsTypedProps {
  readonly text: string
  readonly children: ReactNode
}

/** Shows the text as it was typed where it cannot be shown as Markdown. */
export class AsTyped extends Component<AsTypedProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <p className="said">{this.props.text}</p> : this.props.children
  }
}
