import { spawnSync } from 'node:child_process'

const patience = ['-o', 'DPkg::Lock::Timeout=300'] // seconds; another apt-get may be at work

/** Installs Debian packages where that needs no question: with apt-get, as root or with a sudo that does not ask. */
export function installed(...packages: readonly string[]): boolean {
  const prefix = asRoot()
  if (!prefix || !succeeds('apt-get', '--version')) return false
  console.log(`installing ${packages.join(', ')} with apt-get`)
  const apt = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...patience]
  const install = ['install', '-y', '--no-install-recommends', ...packages]
  return loud([...apt, 'update']) && loud([...apt, ...install])
}

function asRoot(): readonly string[] | undefined {
  if (process.getuid?.() === 0) return []
  return succeeds('sudo', '-n', 'true') ? ['sudo', '-n'] : undefined
}

function succeeds(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

/** What apt-get prints is shown only when it fails. */
function loud([command, ...args]: readonly string[]): boolean {
  const { status, stdout, stderr } = spawnSync(command!, args, { encoding: 'utf8' })
  if (status !== 0) console.error(stdout, stderr)
  return status === 0
}
