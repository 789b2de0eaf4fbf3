import type { Scene } from '../../../store/scene.ts'
import { words } from './words.ts'

/** The paper's figures and tables, each drawn from committed results. */
export function Figures({ scene }: { scene: Scene }) {
  return <p data-figure={scene.figure?.id}>{words.soon}</p>
}
