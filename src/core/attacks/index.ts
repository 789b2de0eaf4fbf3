import type { ParameterSpecs } from '../../domain/parameters.ts'
import { type Registry, registry } from '../registry.ts'
import type { Attack } from './attack.ts'
import { fgsm } from './fgsm.ts'
import { random } from './random.ts'

// a registry forgets each attack's own parameter names: values reach `run` checked against its specs
export const attacks = registry('attack', [fgsm, random]) as unknown as Registry<Attack<ParameterSpecs>>
