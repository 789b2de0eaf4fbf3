import { createRoot } from 'react-dom/client'
import { createLab, follow } from '../../src/store/lab.ts'
import { bindLink } from '../../src/store/link.ts'
import { App } from '../../src/ui/App.tsx'
import { fakeEngine } from './fakeEngine.ts'

// the interface without an engine: `npm run dev`, then /tests/ui/fake.html?delay=800&fail=mnist-fc512-vi
const query = new URLSearchParams(window.location.search)
const failing = query.get('fail')
const lab = createLab(
  fakeEngine({
    delay: Number(query.get('delay') ?? 200),
    failing: failing
      ? { [failing]: `model ${failing}: mean.safetensors ends after 1,024 of 2,678,824 bytes` }
      : {},
  }),
)
await lab.offer.load()
bindLink(lab, window)
follow(lab)
void lab.offer.loadBackends()
createRoot(document.getElementById('root')!).render(<App lab={lab} />)
