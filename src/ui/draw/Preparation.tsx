import type { Digit } from '../../domain/digit.ts'
import type { Picture } from '../../domain/image.ts'
import { type Likeness, likeness } from '../../domain/likeness.ts'
import { PictureView } from '../../plots/PictureView.tsx'
import { words } from './words.ts'

/** On demand: the 28 × 28 picture, how it was made, and where it stands among the test digits. */
export function Preparation({ digit }: { readonly digit: Digit }) {
  const { picture, source, placed } = digit
  return (
    <details className="draw-preparation">
      <summary>{words.seen}</summary>
      <div className="draw-prepared">
        <PictureView picture={picture} stage="prepared" label={words.seenPicture} />
        <svg viewBox="0 0 28 28" aria-hidden="true">
          <rect
            className="draw-box"
            x={placed.left + (placed.width - 20) / 2}
            y={placed.top + (placed.height - 20) / 2}
            width={20}
            height={20}
          />
          <path className="draw-center" d="M14.5 12.5v4M12.5 14.5h4" />
        </svg>
      </div>
      <p>{words.steps(sizeText(source), sizeText(placed))}</p>
      <p>{words.likeness}</p>
      <dl className="draw-likeness">
        {likeness(picture).map((fact) => (
          <LikenessRow key={fact.measure} {...fact} />
        ))}
      </dl>
    </details>
  )
}

/** A sentence where the drawing is unlike nearly all test digits; nothing otherwise. */
export function UnlikeWarning({ picture }: { readonly picture: Picture }) {
  const facts = likeness(picture).flatMap(({ measure, unlike }) =>
    unlike ? [words.unlike[measure][unlike]] : [],
  )
  if (facts.length === 0) return null
  return (
    <p className="draw-warning" role="status">
      {words.unlikeSentence(facts.join(words.and))}
    </p>
  )
}

function LikenessRow({ measure, percentile, unlike }: Likeness) {
  const name = words.measure[measure]
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <svg
          viewBox="0 0 100 12"
          preserveAspectRatio="none"
          role="img"
          aria-label={words.percentile(name, percentile)}
        >
          <path className="draw-likeness-range" d="M0 6H100" />
          <path className="draw-likeness-usual" d="M5 6H95" />
          <path className="draw-likeness-mark" data-unlike={unlike !== null} d={`M${percentile} 1V11`} />
        </svg>
      </dd>
    </>
  )
}

function sizeText({ width, height }: { width: number; height: number }): string {
  return `${width} × ${height}`
}
