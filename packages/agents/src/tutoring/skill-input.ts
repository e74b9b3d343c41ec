import { limits } from '@tutor/protocol'
import { z } from 'zod'

/** How a tool is told which skill is meant. */
export const skillInput = z.string().min(1).max(limits.documentNameLength).describe('Id or title of a skill, or an unambiguous part of it')
