import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Catalogue } from '../../../domain/catalogue.ts'
import type { ModelCard } from '../../../domain/modelCard.ts'
import { openCard } from '../../../store/cards.ts'
import { lastResult } from '../../../store/lanes.ts'
import { useLab } from '../../useLab.tsx'
import type { PublishedSetting, TrainingBody } from './figure.ts'
import { words } from './words.ts'

const w = words.training
const protocols = ['defined', 'released'] as const

/** Tables III and IV: the paper's hyper-parameters beside those on the cards of the networks that are here. */
export function TrainingTable({ body, catalogue }: { body: TrainingBody; catalogue: Catalogue }) {
  const lab = useLab()
  const lanes = useStore(lab.cards.store)
  const { models, settings } = body
  const known = models
    .flatMap(({ results }) => protocols.map((protocol) => results[protocol]))
    .filter((id) => catalogue.models.some((model) => model.id === id))
    .join(' ')
  useEffect(() => {
    for (const id of known.split(' ')) if (id) openCard(lab.cards, id)
  }, [lab, known])
  const cardOf = (id: string) => lastResult(lanes[id])
  const remarks = [
    [w.other, (card: ModelCard | null) => othersText(card, settings)],
    [w.notes, notesText],
  ] as const
  return (
    <div className="figure-wide">
      <table className="figure-table" data-table="training">
        <thead>
          <tr>
            <td />
            {models.map(({ published }) => (
              <th key={published} scope="colgroup" colSpan={3}>
                {published}
              </th>
            ))}
          </tr>
          <tr>
            <th scope="col">{w.setting}</th>
            {models.flatMap(({ published, results }) => [
              <th key={published} scope="col">
                {w.published}
              </th>,
              ...protocols.map((protocol) => (
                <th key={results[protocol]} scope="col">
                  {words.protocol[protocol]}
                  <span className="number-under">
                    <code>{results[protocol]}</code>
                  </span>
                </th>
              )),
            ])}
          </tr>
        </thead>
        <tbody>
          {settings.map((setting) => (
            <tr key={setting.setting}>
              <th scope="row">{setting.label}</th>
              {models.flatMap(({ published, results }, i) => [
                <td key={published}>{setting.values[i]}</td>,
                ...protocols.map((protocol) => (
                  <td key={results[protocol]}>{settingText(cardOf(results[protocol]), setting)}</td>
                )),
              ])}
            </tr>
          ))}
          {remarks.map(([name, textOf]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {models.flatMap(({ published, results }) => [
                <td key={published}>{w.none}</td>,
                ...protocols.map((protocol) => (
                  <td key={results[protocol]} className="figure-others">
                    {textOf(cardOf(results[protocol]))}
                  </td>
                )),
              ])}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function settingText(card: ModelCard | null, { setting }: PublishedSetting): string {
  if (!card) return w.noCard
  const value = setting === 'hidden' ? card.hidden : card.hyperparameters[setting]
  return value === undefined ? w.none : String(value)
}

function notesText(card: ModelCard | null): string {
  return card ? card.notes.join(' ') || w.none : w.noCard
}

function othersText(card: ModelCard | null, settings: readonly PublishedSetting[]): string {
  if (!card) return w.noCard
  const others = Object.entries(card.hyperparameters).filter(
    ([name]) => !settings.some(({ setting }) => setting === name),
  )
  return others.map(([name, value]) => `${w.labels[name] ?? name} ${value}`).join('; ') || w.none
}
