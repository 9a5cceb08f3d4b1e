/** The brand's own number, shown first. */
import type { JSX } from 'preact';
import type { Hotline } from '../../utils/brand/brand.ts';
import { useTranslator } from '../translator.ts';
import { telephoneLink } from './HelpEntryItem.tsx';
import { localText } from './local-text.ts';

export function HotlinePart({ hotline: { label, number, hours, source } }: { hotline: Hotline }): JSX.Element {
  const { t, language } = useTranslator();
  const who = localText(label, language);
  return (
    <section class="card rows" id="hotline">
      <p class="who">
        <strong lang={who.language} dir="auto">
          {who.text}
        </strong>
      </p>
      <p class="quiet small">
        <bdi>{hours === null ? t('help.hours.unknown') : hours === '24h' ? t('help.hours.24h') : hours}</bdi>
      </p>
      <div class="bar wrap">
        <a class="button main" href={telephoneLink(number)}>
          <bdi>{t('help.call', { number })}</bdi>
        </a>
        <a class="button" href={source} target="_blank" rel="noreferrer">
          {t('help.site', { site: new URL(source).hostname })}
        </a>
      </div>
    </section>
  );
}
