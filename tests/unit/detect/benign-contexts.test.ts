/** Wordings of `knowledge/benign-contexts.yaml`, which take false signs away. */
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../utils/detect/analyse.ts';
import { post } from './post.ts';
import { smallKnowledge } from './small-knowledge.ts';

const PASSPORT = ['passport* stay*', 'we keep ... passport*'];
const knowledge = await smallKnowledge({ en: { signals: { 'passport-kept': PASSPORT } } });

const signs = (text: string): string[] => analyse(post({ text }), knowledge, 'en').reasons.map(({ id }) => id);

describe('a wording of everyday ads', () => {
  // In benign-contexts.yaml: passport* [stay|stays|remain|remains] with [you|the worker|workers|staff]
  test('takes what stands inside it away, also where its first word may end otherwise', () => {
    expect(signs('Join our team. The passports stay with you.')).not.toContain('passport-kept');
    expect(signs('Join our team. Your passport stays with the worker.')).not.toContain('passport-kept');
  });

  test('takes nothing else away', () => {
    expect(signs('Join our team. The passports stay in the office.')).toContain('passport-kept');
    expect(signs('Join our team. The passports stay with you. We keep your passport.')).toContain('passport-kept');
  });
});
