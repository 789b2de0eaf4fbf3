import type { ParameterSpecs } from '../../domain/parameters.ts'
import { type Registry, registry } from '../registry.ts'
import type { Attack } from './attack.ts'
import { beta } from './beta.ts'
import { betaReleased } from './betaReleased.ts'
import { fgsm } from './fgsm.ts'
import { massCenter } from './massCenter.ts'
import { pgd } from './pgd.ts'
import { random } from './random.ts'
import { region } from './region.ts'
import { regionReleased } from './regionReleased.ts'
import { topK } from './topK.ts'
import { topKReleased } from './topKReleased.ts'

// a registry forgets each attack's own parameter names: values reach `run` checked against its specs
export const attacks = registry('attack', [
  fgsm,
  pgd,
  topK,
  region,
  massCenter,
  beta,
  random,
  topKReleased,
  regionReleased,
  betaReleased,
]) as unknown as Registry<Attack<ParameterSpecs>>
