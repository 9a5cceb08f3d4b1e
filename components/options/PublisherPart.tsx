/** Whose list is in use, how old it is, and the root that it is trusted by. */
import type { ComponentProps, JSX } from 'preact';
import { ListPart } from '../popup/ListPart.tsx';
import { useWords } from '../words.ts';

export function PublisherPart(props: ComponentProps<typeof ListPart>): JSX.Element {
  const { t } = useWords();
  const fingerprint = props.list?.fingerprint ?? null;
  return (
    <div class="rows" id="list">
      <ListPart {...props} />
      {fingerprint === null || !props.hasChannel ? null : (
        <section class="card rows">
          <h3>{t('options.fingerprint')}</h3>
          <p class="quiet">{t('options.fingerprint.note')}</p>
          <code class="fingerprint" dir="ltr">
            {inGroups(fingerprint)}
          </code>
        </section>
      )}
    </div>
  );
}

/** Four characters at a time, as people read them out. */
function inGroups(hexadecimal: string): string {
  return hexadecimal.match(/.{1,4}/gu)?.join(' ') ?? '';
}
