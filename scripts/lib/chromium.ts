import { existsSync, readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { installed } from './debian.ts'
import { Failed } from './run.ts'

/**
 * The path of a Chromium to drive, installed from Debian's packages if there is none and that is possible.
 * @throws Failed saying what to do
 */
export function chromium(): string {
  const path = find() ?? (installed('chromium') ? find() : undefined)
  if (path) return path
  throw new Failed(
    'The end-to-end tests need Chromium or Chrome: install one, or run `npx playwright-core install chromium`, or set CHROMIUM_PATH.',
  )
}

function find(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  if (named && !runnable(named)) throw new Failed(`CHROMIUM_PATH names ${named}, which is no program.`)
  return [named, ...inPath(), ...usualPlaces(), ...ofPlaywright()].find((path) => path && runnable(path))
}

function inPath(): readonly string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

function usualPlaces(): readonly string[] {
  const { PROGRAMFILES, 'PROGRAMFILES(X86)': programs32, LOCALAPPDATA } = process.env
  const windows = [PROGRAMFILES, programs32, LOCALAPPDATA].filter((folder) => folder !== undefined)
  return [
    ...['Chromium', 'Google Chrome', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', join(homedir(), 'Applications')].map((folder) =>
        join(folder, `${name}.app`, 'Contents/MacOS', name),
      ),
    ),
    ...windows.map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
    ...windows.map((folder) => join(folder, 'Microsoft/Edge/Application/msedge.exe')),
  ]
}

/** Browsers that some project's Playwright has already fetched, the newest first. */
function ofPlaywright(): readonly string[] {
  const { PLAYWRIGHT_BROWSERS_PATH, LOCALAPPDATA } = process.env
  const caches = [join(homedir(), '.cache'), join(homedir(), 'Library/Caches'), LOCALAPPDATA ?? '']
  return [PLAYWRIGHT_BROWSERS_PATH ?? '', ...caches.map((folder) => join(folder, 'ms-playwright'))]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => builds(folder))
}

function builds(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => /^chromium-\d+$/.test(name))
  const newestFirst = names.sort((a, b) => revision(b) - revision(a))
  return newestFirst.flatMap((name) => executables(join(folder, name)))
}

function revision(name: string): number {
  return Number(name.slice('chromium-'.length))
}

/** Playwright renames the folders inside from time to time: any chrome-* folder will do. */
function executables(build: string): readonly string[] {
  const folders = readdirSync(build).filter((name) => name.startsWith('chrome-'))
  const inside = ['chrome', 'chrome.exe', 'Chromium.app/Contents/MacOS/Chromium']
  const forTesting = 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing'
  return folders.flatMap((name) => [...inside, forTesting].map((file) => join(build, name, file)))
}

function runnable(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
