/** Imported first by every command: a wrong Node.js ends in one sentence, not in a stack of somebody else's. */

const sentence = unsupported(process.versions.node)
if (sentence) {
  console.error(sentence)
  process.exit(1)
}

/** What to tell the owner of this version of Node.js; `undefined` when it will do. */
export function unsupported(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  // the range Vite supports; package.json says the same in "engines"
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
  return fits
    ? undefined
    : `Relevance Lab needs Node.js 20.19 or later (or 22.12 or later), this is ${version}.`
}
