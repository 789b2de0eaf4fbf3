/** Parameter specifications are values: they give the slider, the URL parser, the flag, the type and the guard. */

interface Described {
  readonly label: string
  /** One sentence for the person who asks what it does. */
  readonly help?: string
  /** How a formula writes it. */
  readonly symbol?: string
  /** Matters only while another parameter has this value; its control hides otherwise. */
  readonly when?: { readonly parameter: string; readonly is: string }
}

export interface RealSpec extends Described {
  readonly kind: 'real'
  readonly unit?: string
  readonly min: number
  readonly max: number
  readonly default: number
}

export interface IntegerSpec extends Described {
  readonly kind: 'integer'
  readonly unit?: string
  readonly min: number
  readonly max: number
  readonly default: number
}

export interface Option<V extends string = string> {
  readonly value: V
  readonly label: string
}

export interface ChoiceSpec<V extends string = string> extends Described {
  readonly kind: 'choice'
  readonly options: readonly Option<V>[]
  readonly default: V
}

/** A class of the data set at hand, by its place among them. */
export interface ClassSpec extends Described {
  readonly kind: 'class'
  readonly min: 0
  /** Of the largest data set there is; a control offers those of the one at hand. */
  readonly max: number
  readonly default: number
}

/** A set of pixels that a person paints; its value is `encodeRegion`'s text, empty for none. */
export interface RegionSpec extends Described {
  readonly kind: 'region'
  readonly default: ''
}

/** An image of the test set, by its place in it. */
export interface TestImageSpec extends Described {
  readonly kind: 'testImage'
  readonly default: number
}

export type ParameterSpec = RealSpec | IntegerSpec | ChoiceSpec | ClassSpec | RegionSpec | TestImageSpec
export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>
export type ParameterValue = number | string
/** What a person chose; absent means default. */
export type Overrides = Readonly<Record<string, ParameterValue>>

export type ValueOf<S extends ParameterSpec> =
  S extends ChoiceSpec<infer V> ? V : S extends RegionSpec ? string : number
export type ValuesOf<S extends ParameterSpecs> = { readonly [K in keyof S]: ValueOf<S[K]> }

export function real(spec: Omit<RealSpec, 'kind'>): RealSpec {
  return { kind: 'real', ...spec }
}

export function integer(spec: Omit<IntegerSpec, 'kind'>): IntegerSpec {
  return { kind: 'integer', ...spec }
}

export function choice<const V extends string>(spec: Omit<ChoiceSpec<V>, 'kind'>): ChoiceSpec<V> {
  return { kind: 'choice', ...spec }
}

export function classOf(spec: Omit<ClassSpec, 'kind' | 'min'>): ClassSpec {
  return { kind: 'class', min: 0, ...spec }
}

export function region(spec: Omit<RegionSpec, 'kind' | 'default'>): RegionSpec {
  return { kind: 'region', default: '', ...spec }
}

export function testImage(spec: Omit<TestImageSpec, 'kind'>): TestImageSpec {
  return { kind: 'testImage', ...spec }
}

/**
 * Every parameter of `specs` with its chosen or default value.
 * @throws RangeError naming the owner, the rule and the value: "attack pgd: budget must be in [0, 1], got 7"
 */
export function resolve<S extends ParameterSpecs>(
  owner: string,
  specs: S,
  chosen: Overrides = {},
): ValuesOf<S> {
  for (const name of Object.keys(chosen)) {
    if (!Object.hasOwn(specs, name))
      throw new RangeError(
        `${owner}: unknown parameter ${name}; expected ${Object.keys(specs).join(', ') || 'none'}`,
      )
  }
  const entries = Object.entries(specs).map(([name, spec]) => [name, check(owner, name, spec, chosen[name])])
  return Object.fromEntries(entries) as ValuesOf<S>
}

/** One value checked against its specification; `undefined` gives the default. */
export function check(owner: string, name: string, spec: ParameterSpec, value: unknown): ParameterValue {
  if (value === undefined) return spec.default
  switch (spec.kind) {
    case 'real':
      return inRange(owner, name, spec, value)
    case 'integer':
    case 'class':
      if (!Number.isInteger(value))
        throw new RangeError(`${owner}: ${name} must be a whole number, got ${show(value)}`)
      return inRange(owner, name, spec, value)
    case 'choice': {
      const option = spec.options.find((known) => known.value === value)
      if (option) return option.value
      const known = spec.options.map((each) => each.value).join(', ')
      throw new RangeError(`${owner}: ${name} must be one of ${known}, got ${show(value)}`)
    }
    case 'region':
      if (typeof value === 'string' && /^[\w-]*$/.test(value)) return value
      throw new RangeError(`${owner}: ${name} must be a region as base64url, got ${show(value)}`)
    case 'testImage':
      if (Number.isInteger(value) && Number(value) >= 0) return Number(value)
      throw new RangeError(`${owner}: ${name} must be the place of a test image, got ${show(value)}`)
    default:
      return spec satisfies never
  }
}

/** Text as a person or a URL writes it, turned into a value for `check` to judge. */
export function parseText(spec: ParameterSpec, text: string): ParameterValue {
  if (spec.kind === 'choice' || spec.kind === 'region') return text
  return text.trim() === '' ? text : Number.isNaN(Number(text)) ? text : Number(text)
}

/** The choices that differ from the defaults: defaults are stored as absence. */
export function withoutDefaults(specs: ParameterSpecs, values: Overrides): Overrides {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== specs[name]?.default))
}

function inRange(
  owner: string,
  name: string,
  spec: RealSpec | IntegerSpec | ClassSpec,
  value: unknown,
): number {
  if (typeof value === 'number' && value >= spec.min && value <= spec.max) return value
  throw new RangeError(`${owner}: ${name} must be in [${spec.min}, ${spec.max}], got ${show(value)}`)
}

function show(value: unknown): string {
  return typeof value === 'string' && value === '' ? 'nothing' : String(value)
}
