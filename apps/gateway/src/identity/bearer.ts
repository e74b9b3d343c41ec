/** @param authorization the header, or empty @returns the token in it, where it has the form of one */
export function bearerOf(authorization: string): string | undefined {
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1]
}
