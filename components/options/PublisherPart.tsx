/** The publisher's channel in use, its age, and the fingerprint of its root. */
import type { ComponentProps, JSX } from 'preact';
import { ChannelPart } from '../popup/ChannelPart.tsx';
import { Fingerprint } from '../ui/Fingerprint.tsx';
import { useTranslator } from '../translator.ts';

type Props = ComponentProps<typeof ChannelPart> & {
  /** The brand's page or address for disputes. */
  dispute?: string | null;
};

export function PublisherPart({ dispute = null, ...props }: Props): JSX.Element {
  const { t } = useTranslator();
  const fingerprint = props.list?.fingerprint ?? null;
  return (
    <div class="rows" id="list">
      <ChannelPart {...props} />
      {props.hasChannel ? (
        <p>
          <a id="dispute" href="report.html#dispute">
            {t('options.dispute')}
          </a>
          {dispute === null ? null : <span class="quiet"> {t('report.dispute.place', { place: dispute })}</span>}
        </p>
      ) : null}
      {fingerprint === null || !props.hasChannel ? null : (
        <section class="card rows">
          <h3>{t('options.fingerprint')}</h3>
          <p class="quiet">{t('options.fingerprint.note')}</p>
          <Fingerprint of={fingerprint} />
        </section>
      )}
    </div>
  );
}
