import type { Proof } from './proof.ts'
import { d1 } from './proofs/d1.ts'
import { d2 } from './proofs/d2.ts'
import { d4 } from './proofs/d4.ts'
import { d5 } from './proofs/d5.ts'
import { d6 } from './proofs/d6.ts'
import { d7 } from './proofs/d7.ts'
import { d8 } from './proofs/d8.ts'
import { d9 } from './proofs/d9.ts'
import { d10 } from './proofs/d10.ts'
import { d11 } from './proofs/d11.ts'
import { d12 } from './proofs/d12.ts'
import { f3 } from './proofs/f3.ts'
import { f4 } from './proofs/f4.ts'
import { f6 } from './proofs/f6.ts'
import { f7 } from './proofs/f7.ts'
import { f8 } from './proofs/f8.ts'
import { i1 } from './proofs/i1.ts'
import { i2 } from './proofs/i2.ts'
import { i3 } from './proofs/i3.ts'
import { i4 } from './proofs/i4.ts'
import { i5 } from './proofs/i5.ts'
import { i6 } from './proofs/i6.ts'
import { i7 } from './proofs/i7.ts'
import { i8 } from './proofs/i8.ts'
import { i9 } from './proofs/i9.ts'
import { s7 } from './proofs/s7.ts'
import { s8 } from './proofs/s8.ts'

const durability = [d1, d2, d4, d5, d6, d7, d8, d9, d10, d11, d12]
const isolation = [i1, i2, i3, i4, i5, i6, i7, i8, i9]
const flow = [f3, f4, f6, f7, f8]
const security = [s7, s8]

export const proofs: readonly Proof[] = [...durability, ...isolation, ...flow, ...security]
