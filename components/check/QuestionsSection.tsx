/** Questions to ask the recruiter, chosen by the reasons. */
import type { JSX } from 'preact';
import { chooseQuestions, type Questions } from '../../utils/check/questions.ts';
import type { Verdict } from '../../utils/model/verdict.ts';
import { useTranslator } from '../translator.ts';

export function QuestionsSection({ verdict, questions }: { verdict: Verdict; questions: Questions }): JSX.Element {
  const { t, find } = useTranslator();
  return (
    <section class="card rows" id="questions">
      <h3>{t('questions.title')}</h3>
      <p>{t('questions.intro')}</p>
      <ul class="dots">
        {chooseQuestions(verdict.reasons, questions).map((id) => (
          <li key={id}>{find(`question.${id}`, 'question.employer')}</li>
        ))}
      </ul>
    </section>
  );
}
