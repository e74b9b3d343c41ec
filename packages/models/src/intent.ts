/** What a message wants, as far as single words tell. `question` is everything that names a subject. */
type Intent = 'greeting' | 'acknowledgement' | 'farewell' | 'introduction' | 'continuation' | 'question'

const greeting = words('hello hi hey hallo hola bonjour servus moin salut morning afternoon evening greetings')
const farewell = words('bye goodbye farewell tschüss adieu adios ciao')
const acknowledgement =
  words(`thanks thank thx cheers danke merci gracias grazie cool fine good got great nice no ok okay
  perfect wow yeah yes`)
const continuation = words('again another continue elaborate else explain further how more why')
const address = words('you your yourself help')

/** What a tutor may be asked to be: "are you a bot?" is about the tutor, "what is a bot?" is not. */
const identity = words(
  'ai artificial assistant bot chatgpt human intelligence language machine model person real robot tutor',
)

/** Words that name no subject. */
const empty =
  words(`a about able ah all also am an and any are as at be been being but by can could did do does doing done
  every everything for from get go had has have he her him his i if in into is it its just know let like lot me much my
  not now of off oh on or our out please question questions really say see she should so some something sure talk tell that
  the their them then there these they this those to too understand up us very want was we welcome well were what when
  where which who will with would`)

export function intentOf(message: string): Intent {
  const spoken: readonly string[] = message.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const has = (set: ReadonlySet<string>): boolean => spoken.some((word) => set.has(word))
  const asksIdentity = spoken.includes('are') && spoken.includes('you')
  const known = [greeting, farewell, acknowledgement, continuation, address, empty, ...(asksIdentity ? [identity] : [])]
  if (spoken.some((word) => !known.some((set) => set.has(word)))) return 'question'
  if (asksIdentity || spoken.includes('help')) return 'introduction'
  if (has(continuation)) return 'continuation'
  if (has(greeting)) return 'greeting'
  if (has(farewell)) return 'farewell'
  if (has(acknowledgement)) return 'acknowledgement'
  return has(address) ? 'introduction' : 'continuation'
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}
