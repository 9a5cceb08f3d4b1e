/** The options. */
import type { JSX } from 'preact';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../words.ts';
import type { ComponentProps } from 'preact';
import { SitesPart } from './SitesPart.tsx';

interface Props extends ComponentProps<typeof SitesPart> {
  name: string;
  onQuickExit: () => void;
}

export function OptionsPage({ name, onQuickExit, ...sites }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <main class="column">
      <PageHead name={name} onQuickExit={onQuickExit} />
      <h1>{t('options.title')}</h1>
      <SitesPart {...sites} />
    </main>
  );
}
