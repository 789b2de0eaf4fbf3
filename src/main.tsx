import { createRoot } from 'react-dom/client'
import { keepStudy } from './store/keptStudy.ts'
import { createLab, follow } from './store/lab.ts'
import { bindLink } from './store/link.ts'
import { App } from './ui/App.tsx'
import { createEngine, isBackend } from './worker/client.ts'

// the address may name the backend, the number of workers and the kernels: `?backend=wasm&workers=1&kernels=stock`
const asked = new URLSearchParams(location.search)
const backend = asked.get('backend')
const workers = Number(asked.get('workers'))
const engine = createEngine({
  ...(isBackend(backend) && { backend }),
  ...(Number.isInteger(workers) && workers > 0 && workers <= 16 && { workers }),
  ...(asked.get('kernels') === 'stock' && { kernels: 'stock' }),
  onBackends: (backends) => lab.offer.store.setState({ backends }),
})

// the console's way to the engine: relevanceLab.engine.trial(…)
Object.assign(globalThis, { relevanceLab: { engine } })

const lab = createLab(engine)
keepStudy(lab.study, window)
createRoot(document.getElementById('root')!).render(<App lab={lab} />)

// the address is read against the catalogue, so it waits for it: after a failure, for the next try
const stop = lab.offer.store.subscribe(({ catalogue }) => {
  if (!catalogue) return
  stop()
  bindLink(lab, window)
  follow(lab)
  void lab.offer.loadBackends()
})
void lab.offer.load()
