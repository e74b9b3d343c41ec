/** A statement of the Experience API 1.0.3, with the parts of it that are used here. What a store adds is not there. */
export interface XapiStatement {
  readonly id: string
  readonly actor: XapiActor
  readonly verb: { readonly id: string; readonly display: LanguageMap }
  readonly object: XapiActivity
  readonly result?: XapiResult
  readonly context: XapiContext
  /** When it happened, ISO 8601. */
  readonly timestamp: string
}

export type LanguageMap = Readonly<Record<string, string>>

/** By an account, so that no address of a person is in it. */
interface XapiActor {
  readonly objectType: 'Agent'
  readonly account: { readonly homePage: string; readonly name: string }
}

export interface XapiActivity {
  readonly objectType: 'Activity'
  readonly id: string
  readonly definition: { readonly type: string; readonly name: LanguageMap }
}

interface XapiResult {
  readonly success?: boolean
  readonly response?: string
  readonly score?: { readonly scaled: number }
}

interface XapiContext {
  readonly platform: string
  readonly contextActivities?: { readonly parent: readonly XapiActivity[] }
  /** By IRI. */
  readonly extensions?: Readonly<Record<string, string | number | boolean>>
}
