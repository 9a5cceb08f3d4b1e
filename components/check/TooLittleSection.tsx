/** The answer to a text that is too little to judge: facts about its links, and where help is. */
import type { JSX } from 'preact';
import type { CheckResult } from '../../utils/check/check-text.ts';
import { useTranslator } from '../translator.ts';
import { linkFacts } from './link-facts.ts';

interface Props {
  result: CheckResult;
  /** Whether the text was looked up in a list; null: lists are not mentioned. */
  hasList: boolean | null;
}

export function TooLittleSection({ result, hasList }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <section class="card rows" id="too-little">
      <p>{t('too-little.paste')}</p>
      <ul class="dots">
        {linkFacts(result.contacts).map(({ key, brand }) => (
          <li key={`${key} ${brand}`}>{t(key, { brand })}</li>
        ))}
        {hasList === null || result.contacts.length === 0 ? null : (
          <li>{t(result.areListsSilent ? 'check.failed' : hasList ? 'too-little.unlisted' : 'list.none')}</li>
        )}
      </ul>
      <div class="bar wrap">
        <a class="button" href="help.html" target="_blank">
          {t('ui.get-help')}
        </a>
      </div>
    </section>
  );
}
