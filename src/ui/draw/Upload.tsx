import { type DragEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { type Digit, digit } from '../../domain/digit.ts'
import { fitted } from '../../domain/fitted.ts'
import type { ImageShape, Picture } from '../../domain/image.ts'
import { grayFromRgba, inkOf, isDarkOnLight, type Rgba } from '../../domain/ink.ts'
import { padded } from '../../domain/padded.ts'
import { decode } from './decode.ts'
import { Preparation, UnlikeWarning } from './Preparation.tsx'
import { words } from './words.ts'

export interface UploadProps {
  readonly shape: ImageShape
  /** 'digit' centers the ink as MNIST was made; 'fit' scales the picture to the shape, all of it where it is gray. */
  readonly preparation: 'digit' | 'fit'
  /** The picture, and the file's name. */
  readonly onChange: (picture: Picture, name: string) => void
}

interface Loaded {
  readonly name: string
  readonly rgba: Rgba
  /** Digits: dark ink on light paper; other pictures: gray levels turned round. */
  readonly inverted: boolean
}

/** An image from a file, a drop or the clipboard. */
export function Upload({ shape, preparation, onChange }: UploadProps) {
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [prepared, setPrepared] = useState<Digit | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [over, setOver] = useState(false)
  const latest = useRef(0)
  const gray = shape[2] === 1 // such data sets show one thing, light on black

  const show = (next: Loaded) => {
    setLoaded(next)
    try {
      const made = preparation === 'digit' ? digit(inkOf(grayFromRgba(next.rgba), next.inverted)) : null
      setPrepared(made)
      setRefusal(null)
      const whole = gray ? padded(next.rgba, shape) : next.rgba
      onChange(made?.picture ?? fitted(whole, shape, { inverted: next.inverted }), next.name)
    } catch (error) {
      setPrepared(null)
      setRefusal(messageOf(error))
    }
  }
  const open = async (file: File | undefined) => {
    const mine = ++latest.current
    if (!file) return setRefusal(words.noFile)
    try {
      const rgba = await decode(file)
      if (mine !== latest.current) return
      show({ name: file.name, rgba, inverted: gray && isDarkOnLight(grayFromRgba(rgba)) })
    } catch (error) {
      if (mine === latest.current) setRefusal(messageOf(error))
    }
  }
  const paste = useEffectEvent((event: ClipboardEvent) => {
    const file = event.clipboardData?.files[0]
    if (file) open(file)
  })
  useEffect(() => {
    const listen = (event: ClipboardEvent) => paste(event)
    document.addEventListener('paste', listen)
    return () => document.removeEventListener('paste', listen)
  }, [])
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    open(event.dataTransfer.files[0])
  }

  return (
    <div className="draw-upload">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way of doing what the button does */}
      <div
        className="draw-drop"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <label>
          {words.upload}
          <input
            type="file"
            accept="image/*"
            onChange={(event) => {
              open(event.target.files?.[0])
              event.target.value = '' // the same file may be chosen again
            }}
          />
        </label>
        <span>{words.uploadMore}</span>
      </div>
      {refusal && (
        <p className="draw-warning" role="alert">
          {refusal}
        </p>
      )}
      {loaded && (
        <label className="draw-invert">
          <input
            type="checkbox"
            checked={loaded.inverted}
            onChange={(event) => show({ ...loaded, inverted: event.target.checked })}
          />
          {preparation === 'digit' ? words.darkOnLight : words.inverted}
        </label>
      )}
      {prepared && <UnlikeWarning picture={prepared.picture} />}
      {prepared && <Preparation digit={prepared} />}
    </div>
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
