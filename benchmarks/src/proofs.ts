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
import { d12 } from './proofs/d12.ts'
import { f8 } from './proofs/f8.ts'

export const proofs: readonly Proof[] = [d1, d2, d4, d5, d6, d7, d8, d9, d10, d12, f8]
