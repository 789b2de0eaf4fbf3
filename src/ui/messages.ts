import type { AttackGroup, Family } from '../domain/catalogue.ts'
import type { ProtocolId } from '../domain/conventions.ts'

/** Every word the interface says itself: translate this file, every words.ts beside plots, draw and panels, and the entries of panels/figures/registry.ts. */
export const t = {
  brand: 'Relevance Lab',
  skip: 'Skip to the results',
  opening: 'Opening the laboratory …',
  noCatalogue: 'The laboratory could not be opened.',
  tryAgain: 'try again',
  dismiss: 'dismiss',
  done: 'done',

  top: {
    views: 'Views',
    bench: 'Bench',
    layers: 'Layers',
    dataset: 'data set',
    protocol: 'protocol',
    flipped: (count: number) => (count === 0 ? '' : `, ${count} flipped`),
    link: 'copy link',
    linkCopied: 'link copied',
    linkHelp: 'Whoever opens this link sees exactly this scene:',
    backend: 'Where it is computed',
    backendIntro: 'At the start each way of computing answers a small question with a known answer.',
    backendChecking: 'checking …',
    backendStatus: {
      chosen: 'in use',
      available: 'available',
      wrong: 'wrong answers',
      missing: 'not here',
      unchecked: 'not checked',
    },
    backendUse: 'use it',
    backendUseNamed: (name: string) => `compute on ${name}`,
    backendError: (error: string) => `largest error ${error}`,
    backendTime: (milliseconds: string) => `${milliseconds} ms`,
  },

  rail: {
    title: 'Choices',
    open: 'change',
    summary: (attack: string, what: string, k: number) => `${attack} · ${what} · top ${k} %`,
    images: (count: number) => (count === 1 ? '1 image' : `${count} images`),
    input: 'Input',
    attack: 'Attack',
    attackGroups: {
      prediction: 'on the prediction',
      explanation: 'on the explanation',
      control: 'control',
      released: 'as the paper’s code does it',
    } satisfies Record<AttackGroup, string>,
    madeOn: 'made on',
    madeOnOwn: 'each network itself',
    madeOnModel: (label: string, architecture: string, hidden: number) =>
      `${label} · ${architecture} ${hidden}`,
    explanation: 'Explanation',
    draws: 'Draws',
    conventions: 'Conventions',
    source: 'picture from',
    test: 'test set',
    draw: 'draw',
    upload: 'upload',
    picture: 'x',
    pictureName: 'The picture x',
    trueClass: withArticle,
    testImage: (index: number) => `test image ${index}`,
    own: {
      drawn: 'drawn, as the networks read it; its class is unknown, so their own prediction is attacked',
      uploaded:
        'uploaded, as the networks read it; its class is unknown, so their own prediction is attacked',
    },
    index: 'no.',
    previous: 'previous',
    next: 'next',
    random: 'random',
    ofClass: 'next one of class',
    nothingDrawn: 'Nothing is drawn yet; the networks still see the last picture.',
    notTaken: 'The networks still see the last picture; draw on, and they see this one.',
    redraw: 'The pad is empty; the networks still see the last drawing.',
    layer: 'layer',
    output: 'output',
    drawsOf: (label: string, used: number, all: number) =>
      used < all
        ? `${label} ${used}`
        : all === 1
          ? `${label}: a single network`
          : `${label} ${all}, all it has`,
    flipHelp: 'Where the paper’s definitions and its released code part ways; flip one to see what it does.',
    flippedMark: 'flipped',
    resetFlips: 'back to the protocol',
    advanced: (count: number) => `${count} single conventions`,
    otherProtocol: { defined: 'as defined', released: 'as released' } satisfies Record<ProtocolId, string>,
    flip: 'flip',
    flipBack: 'back',
    classOption: (name: string) => `class ${name}`,
    flipTo: (convention: string, value: string) => `${convention}: ${value}`,
  },

  bench: {
    title: 'Bench',
    table: 'Networks as columns, findings as rows',
    add: 'add a network',
    addShort: 'network',
    remove: (label: string) => `remove ${label}`,
    draws: (count: number) => (count === 1 ? 'one network' : `${count} draws`),
    architecture: (architecture: string, hidden: number) => `${architecture} ${hidden}`,
    accuracy: (percent: string) => `${percent} right`,
    noColumns: (dataset: string) => `No network is trained on ${dataset} yet.`,
    rows: {
      prediction: 'predicts',
      image: 'attacked image',
      clean: 'explanation before',
      attacked: 'explanation after',
      difference: 'difference',
      overlap: 'top-k in common',
      lrp: 'LRP robustness',
      softmax: 'softmax robustness',
      audit: 'what the attack did',
      control: 'control: random pattern',
      random: 'explanation under the control',
    },
    help: {
      prediction:
        'The probability of each class, averaged over the draws; the whisker is one standard deviation between draws. The dot marks the true class.',
      image:
        'The picture after the attack. Each network is attacked with its own gradient and sees another picture, unless the attack is made on one of them for all.',
      clean:
        'Layer-wise relevance propagation hands the output back, layer by layer, to the pixels. Red pixels speak for the explained class, blue ones against it, white ones do not matter.',
      attacked:
        'The same for the attacked picture. It explains the class that the network predicts there, which may be another one.',
      difference:
        'After minus before: red pixels gained relevance, blue ones lost it. Σ|Δ| says how much moved, measured in the relevance there was.',
      overlap:
        'The k % most relevant pixels, before and after. Where many pixels have the same relevance, often 0, those that come first in the image count.',
      lrp: 'The share of the k % most relevant pixels that are the same before and after the attack. 1: none changed. k/100: as many as two random choices share.',
      softmax:
        'One minus the largest change of a class probability. 1: the attack changed nothing in the prediction.',
      control:
        'Every pixel goes up or down at random, by as much as the attack changed the pixel that it changed most (L∞). An attack that does no more to the explanation than this has not attacked it. Where an attack changes few pixels much, the pattern changes more in all (L2).',
      random:
        'The explanation of the picture with the random pattern. Compare it with the one after the attack: what both have lost was not the attack’s doing.',
    },
    rowNotes: {
      prediction: 'outline before, filled after',
      difference: 'after − before',
      overlap: 'outline before, filled after',
      lrp: 'top pixels that stay',
      softmax: '1 − largest change of a probability',
      audit: 'measured, not promised',
      control: 'as large (L∞) as the attack, without its aim',
    },
    chance: (value: string) => `┆ chance ${value}`,
    hollow: '◇ random pattern',
    network: (label: string, architecture: string, hidden: number) =>
      `the ${label} network (${architecture} ${hidden})`,
    mapName: {
      image: (model: string) => `Attacked image x̃ for ${model}`,
      clean: (model: string) => `Heatmap R(x) of ${model}, before the attack`,
      attacked: (model: string) => `Heatmap R(x̃) of ${model}, after the attack`,
      difference: (model: string) => `Difference R(x̃) − R(x) of ${model}`,
      overlap: (model: string) => `Most relevant pixels of ${model} before and after`,
      pattern: (model: string) => `The random pattern for ${model}`,
      random: (model: string) => `Heatmap of ${model} under the random pattern`,
    },
    predictionName: (model: string) => `Prediction of ${model}`,
    arrow: '→',
    sum: (total: string, start: string) => `${total} of ${start}`,
    sumHelp: 'Relevance that arrived at the pixels, of the relevance that LRP started from.',
    explains: (name: string, share: number) =>
      share >= 0.995 ? `explains ${name}` : `explains ${name} in ${Math.round(share * 100)} % of the draws`,
    ownRange: (max: string) => `± ${max}`,
    faint: (max: string) => `faint on the shared scale: ± ${max}`,
    changeShare: (share: string) => ` = ${share} `,
    common: (common: number, size: number) => `${common} of ${size}`,
    madeOn: (label: string) => `attack made on ${label}`,
    scaled: 'scaled to',
    waiting: 'not computed yet',
    failed: 'could not answer',
    loading: (read: string, of: string) => `loading its weights, ${read} of ${of} MB`,
    loadingOther: (model: string, read: string, of: string) => `loading ${model}, ${read} of ${of} MB`,
  },

  audit: {
    l0: 'pixels changed',
    clipped: 'clipped at 0 or 1',
    zeroPixels: 'zero gradient, pixels',
    zeroDraws: 'zero gradient, draws',
    lossBefore: 'loss before',
    lossAfter: 'loss after',
    prediction: 'prediction',
    label: 'label attacked',
    labelSource: { true: 'true', predicted: 'predicted', target: 'target' },
    kept: (name: string) => `${name}, kept`,
    changed: (before: string, after: string) => `${before} → ${after}`,
    noGradient: 'uses none',
    objective: 'its objective',
    noObjective: 'none on the explanation',
    onSource: ', on the network it was made on',
    unscaled: ', before it was scaled',
    driven: (label: string, direction: 'up' | 'down') =>
      `${label}, to be ${direction === 'up' ? 'raised' : 'lowered'}`,
  },

  control: { predicts: 'says', lrp: 'LRP rob.', softmax: 'softmax rob.' },

  warnings: {
    nothingZeroGradient: 'nothing was perturbed: the gradient is exactly zero',
    nothingZeroBudget: 'nothing was perturbed: the budget is 0',
    nothing: 'nothing was perturbed',
    shortOf: (reached: string) => `cannot be scaled that far: pixels end at 0 and 1, at ${reached}`,
    zeroDraws: (percent: number) => `gradient exactly zero in ${percent} % of the draws`,
    otherClass: (after: string, before: string) => `explains ${after}, no longer ${before}`,
    noRelevance: 'no relevance anywhere: nothing to compare',
    wrongBefore: (truth: string) => `wrong before the attack: it is ${withArticle(truth)}`,
    ties: (count: number) => `${count} pixels tie at the edge of the top-k set`,
  },

  lead: {
    network: {
      det: 'The deterministic network',
      adv: 'The adversarially trained network',
      vi: 'The variational network',
      hmc: 'The HMC network',
    } satisfies Record<Family, string>,
    waiting: 'Several networks look at one picture; an attack is on its way.',
    nothing: (network: string, reason: string) =>
      `The attack left this picture as it was for ${lower(network)}: ${reason}. So its explanation is the same.`,
    zeroGradient: 'the gradient is exactly zero',
    zeroBudget: 'the budget is 0',
    unknownReason: 'no pixel changed',
    keeps: (network: string, name: string) => `${network} still says ${name}.`,
    changes: (network: string, before: string, after: string) =>
      `${network} now says ${after} instead of ${before}.`,
    same: 'Its explanation has hardly changed',
    changed: 'Its explanation has changed',
    changedToo: 'Its explanation has changed too',
    asChance: 'Its explanation is another one',
    share: (percent: number, chance: number) =>
      `${percent} % of its top pixels are the same, chance is ${chance} %.`,
    control: (percent: number) => `A random pattern of the same size leaves ${percent} %.`,
    controlAsMuch: (percent: number) => `A random pattern of the same size does as much: ${percent} %.`,
    controlMore: (percent: number) =>
      `A random pattern of the same size changes more: it leaves ${percent} %.`,
    why: 'show me why',
    failed: (network: string) => `${network} could not answer; its column says why.`,
  },

  tour: {
    title: 'Why the explanation changed',
    back: 'back',
    next: 'next',
    of: (step: number, all: number) => `${step} of ${all}`,
    image: (linf: string, pixels: number) =>
      `This is what each network sees now. The attack moved ${pixels} pixels, none by more than ${linf}.`,
    clean: (name: string) =>
      `Before the attack: red pixels spoke for ${name}, blue ones against, white ones did not matter.`,
    cleanLayer:
      'Before the attack: red pixels drove this layer up, blue ones down, white ones did not matter.',
    attacked: (row: number, column: number, before: string, after: string) =>
      `After it, the same question. The ringed pixel (row ${row}, column ${column}) changed most: from ${before} to ${after}.`,
    overlap: (common: number, size: number) =>
      `Of the ${size} most relevant pixels before and after, ${common} are the same ones (dark).`,
    lrp: (value: string, chance: string, control: string) =>
      `That share is the LRP robustness: ${value}. Chance would be ${chance} (dashed); a random pattern of the same size leaves ${control} (hollow).`,
    others:
      'Now compare the columns: same picture, same attack, other networks. Choose another picture, or move the budget.',
  },

  film: {
    title: 'The attack, step by step',
    open: 'step by step',
    openOf: (model: string) => `the attack on ${model}, step by step`,
    close: 'close',
    waiting: 'computing …',
    step: (step: number, steps: number) => (step === 0 ? 'before the attack' : `step ${step} of ${steps}`),
    frames: (frames: number, steps: number) =>
      frames === steps + 1 ? `${steps} steps` : `${frames - 1} of its ${steps} steps`,
    unscaled: 'as it goes, before it is scaled',
    scale: 'all frames of the film',
    slider: 'step of the attack',
    back: 'one step back',
    forward: 'one step forward',
    play: 'play',
    pause: 'pause',
    kept: 'kept',
    insteadOf: (name: string) => `instead of ${name}`,
    chart: 'What each step did',
    steps: 'steps',
    event: (step: number) => `step ${step}`,
    linf: 'L∞',
    probability: (name: string) => `probability of ${name}`,
    says: (step: string, name: string, probability: string) => `${step}: says ${name} with ${probability}.`,
    moved: (linf: string, l2: string) => `Moved by L∞ ${linf}, L2 ${l2}.`,
    left: (lrp: string, softmax: string) => `LRP robustness ${lrp}, softmax robustness ${softmax}.`,
  },

  layers: {
    title: 'Layers',
    intro:
      'One network: every layer whose representation is explained (rows) by every rule (columns). The framed one is what the Bench shows and what attacks on the explanation attack.',
    control: (value: string) => `◇ ${value}`,
    network: 'network',
    rule: 'rule',
    table: 'Layers as rows, rules as columns',
    before: 'before',
    after: 'after',
    name: (stage: string, rule: string, layer: string, model: string) =>
      `Heatmap ${stage} the attack, rule ${rule}, ${layer}, ${model}`,
    robustness: (rule: string, layer: string) => `LRP robustness, rule ${rule}, ${layer}`,
  },

  figures: { title: 'Figures' },
  study: { title: 'Study', running: (percent: number) => `${percent} %` },
  models: { title: 'Models' },

  region: {
    count: (count: number) =>
      count === 0 ? 'no pixel painted' : count === 1 ? '1 pixel' : `${count} pixels`,
    keys: 'Drag to paint, drag from a painted pixel to erase; arrow keys move, space paints.',
    clear: 'clear the region',
  },

  export: {
    button: 'export',
    name: (title: string) => `export: ${title}`,
    kinds: {
      svg: 'drawing that scales',
      png: 'picture of pixels',
      csv: 'table of the numbers',
      json: 'the numbers with their request',
    },
    nothing: 'There is nothing to export yet.',
    bench: 'One attack, several networks',
    layers: 'One network, every rule at every layer',
    facts: {
      image: 'image',
      drawn: 'drawn by hand',
      uploaded: 'uploaded',
      networks: 'networks',
      attack: 'attack',
      madeOn: 'attack made on',
      strength: 'scaled to',
      explanation: 'explanation',
      k: 'top-k',
      protocol: 'protocol',
      seed: 'seed',
      control: 'control',
      controlText: 'a random pattern with the largest change of a pixel that the attack really made',
      computed: 'computed',
      checksums: 'weights, sha256',
    },
  },

  broken: 'This part of the page failed.',
  notices: 'Messages',
  parameterHelp: 'what is this?',
} as const

/** a 7, an 8, an Ankle boot */
function withArticle(name: string): string {
  return `${/^[aeiou8]/i.test(name) ? 'an' : 'a'} ${name}`
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
