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
  }
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
