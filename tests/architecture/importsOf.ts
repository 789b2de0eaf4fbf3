import { type CallExpression, type Expression, parseSync, Visitor } from 'oxc-parser'

export interface Import {
  readonly specifier: string
  /** Gone once the types are: `import type`, `export type`, `import('./x').T`. */
  readonly typeOnly: boolean
}

/**
 * Everything a module draws in: imports and re-exports, dynamic imports, workers and files by
 * `new URL(…, import.meta.url)`, and `import.meta.glob`.
 * @throws SyntaxError on what cannot be parsed, or an import whose target is only known when it runs
 */
export function importsOf(file: string, source: string): readonly Import[] {
  const { program, module, errors } = parseSync(file, source)
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors[0]!.message}`)
  const found: Import[] = []
  const value = (argument: Expression | undefined | null) =>
    found.push(...texts(file, argument).map((specifier) => ({ specifier, typeOnly: false })))

  for (const { moduleRequest, entries } of module.staticImports)
    found.push({ specifier: moduleRequest.value, typeOnly: allTypes(entries) })
  for (const { entries } of module.staticExports) {
    const from = entries.find((entry) => entry.moduleRequest)?.moduleRequest?.value
    if (from !== undefined) found.push({ specifier: from, typeOnly: allTypes(entries) })
  }
  new Visitor({
    ImportExpression: (node) => value(node.source),
    TSImportType: (node) => found.push({ specifier: String(node.source.value), typeOnly: true }),
    TSExternalModuleReference: (node) => value(node.expression),
    NewExpression: (node) => {
      if (isName(node.callee, 'URL') && isOfModule(node.arguments[1])) value(node.arguments[0] as Expression)
    },
    CallExpression: (node) => {
      if (isGlob(node)) value(node.arguments[0] as Expression)
    },
  }).visit(program)
  return found
}

function allTypes(entries: readonly { readonly isType: boolean }[]): boolean {
  return entries.length > 0 && entries.every((entry) => entry.isType)
}

function texts(file: string, node: Expression | undefined | null): readonly string[] {
  if (node?.type === 'Literal' && typeof node.value === 'string') return [node.value]
  if (node?.type === 'ArrayExpression')
    return node.elements.flatMap((each) => texts(file, each as Expression | null))
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return [node.quasis[0]!.value.raw]
  throw new SyntaxError(`${file}: an import's target must be written out`)
}

function isName(node: Expression, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}

/** `import.meta.url`, of which `name` may ask for another property. */
function isOfModule(node: unknown, name = 'url'): boolean {
  const member = node as Expression | undefined
  if (member?.type !== 'MemberExpression' || member.object.type !== 'MetaProperty') return false
  return member.property.type === 'Identifier' && member.property.name === name
}

function isGlob({ callee }: CallExpression): boolean {
  return isOfModule(callee, 'glob')
}
