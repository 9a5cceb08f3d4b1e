/** Judges rows without the phrases of one signal or concept in one language. */
import { extractFeatures, type ExtractedFeatures } from '../../../utils/detect/extract-features.ts';
import { phraseFacts } from '../../../utils/detect/facts.ts';
import { judge } from '../../../utils/detect/judge.ts';
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import { rulesOf } from '../../../utils/detect/rules.ts';
import type { Row } from '../../eval/rows.ts';

export interface PhraseGroup {
  kind: 'signal' | 'concept';
  /** Number of the signal or concept, and of the language. */
  id: number;
  language: number;
}

export class Ablation {
  private readonly knowledge: Knowledge;
  /** By row; null: the row is below caution with all phrases. */
  private readonly alerted = new Map<Row, ExtractedFeatures | null>();

  constructor(knowledge: Knowledge) {
    this.knowledge = knowledge;
  }

  /** Whether a row is at caution or danger, and is not without the phrases of the group. */
  needs(row: Row, { kind, id, language }: PhraseGroup): boolean {
    const features = this.alertedFeatures(row);
    if (features === null) return false;
    const { text } = features.text;
    const phrases = features.phrases.filter(
      (phrase) => phrase.kind !== kind || phrase.id !== id || phrase.language !== language,
    );
    const facts = phraseFacts(phrases, text, rulesOf(this.knowledge));
    const others = features.facts.filter((fact) => fact.language === null);
    return judge({ ...features, phrases, facts: [...facts, ...others] }, this.knowledge).level === 'none';
  }

  private alertedFeatures(row: Row): ExtractedFeatures | null {
    let features = this.alerted.get(row);
    if (features === undefined) {
      features = extractFeatures(row.post, this.knowledge, null);
      if (judge(features, this.knowledge).level === 'none') features = null;
      this.alerted.set(row, features);
    }
    return features;
  }
}
