import type { Catalogue, ModelEntry } from '../domain/catalogue.ts'
import type { LayersRequest, TrialRequest } from '../domain/trial.ts'
import type { CurrentPicture } from './input.ts'
import type { Scene } from './scene.ts'

/** What the engine is asked for one column of the Bench. */
export function trialRequest(scene: Scene, input: CurrentPicture, model: ModelEntry): TrialRequest {
  return {
    ...common(scene, input, model),
    rule: scene.rule.choice,
    layer: scene.layer ?? model.layers.length - 1,
    ...source(scene, model),
    ...strength(scene),
  }
}

/** What the engine is asked for a film: the way as the attack went it, before anything is scaled. */
export function filmRequest(scene: Scene, input: CurrentPicture, model: ModelEntry): TrialRequest {
  const { strength: _, ...request } = trialRequest(scene, input, model)
  return request
}

/** What the engine is asked for the Layers view: every rule, the chosen one with its chosen parameters. */
export function layersRequest(scene: Scene, input: CurrentPicture, catalogue: Catalogue): LayersRequest {
  const rules = catalogue.rules.map((rule) =>
    rule.id === scene.rule.entry.id ? scene.rule.choice : { id: rule.id, parameters: {} },
  )
  return { ...trialRequest(scene, input, scene.model), rules }
}

/** Equal in every value; pictures compare by identity, since one picture is one object while it stays. */
export function sameRequest(a: TrialRequest | LayersRequest, b: TrialRequest | LayersRequest): boolean {
  const { picture: pictureA, ...restA } = a
  const { picture: pictureB, ...restB } = b
  return pictureA === pictureB && JSON.stringify(restA) === JSON.stringify(restB)
}

/** A network that the attack is made on for itself needs no other. */
function source({ madeOn, draws }: Scene, model: ModelEntry): Pick<TrialRequest, 'source'> {
  if (!madeOn || madeOn.id === model.id) return {}
  return { source: { model: madeOn.id, draws: Math.min(draws, madeOn.draws) } }
}

function strength({ strength: norm, ...values }: Scene): Pick<TrialRequest, 'strength'> {
  return norm === 'as-is' ? {} : { strength: { norm, value: values[norm] } }
}

function common(
  scene: Scene,
  input: CurrentPicture,
  model: ModelEntry,
): Omit<TrialRequest, 'rule' | 'layer'> {
  return {
    model: model.id,
    draws: Math.min(scene.draws, model.draws),
    picture: input.picture,
    label: input.label,
    attack: scene.attack.choice,
    k: scene.k,
    conventions: scene.conventions,
    seed: scene.seed,
  }
}
