import type { ParameterSpecs } from '../../../domain/parameters.ts'
import { type Registry, registry } from '../../registry.ts'
import type { Rule } from '../rule.ts'
import { alphaBeta } from './alphaBeta.ts'
import { epsilon } from './epsilon.ts'
import { gamma } from './gamma.ts'

// a registry forgets each rule's own parameter names: values reach `propagate` checked against its specs
export const rules = registry('rule', [epsilon, gamma, alphaBeta]) as unknown as Registry<
  Rule<ParameterSpecs>
>
