/** Publishers whose lists can be added: who they are, and a button that begins the comparison of the fingerprint. */
import type { JSX } from 'preact';
import type { KnownPublisher } from '../../utils/brand/known-publisher.ts';
import { useTranslator } from '../translator.ts';

interface Props {
  publishers: readonly KnownPublisher[];
  isBusy: boolean;
  /** Called with the invitation link. */
  onRead: (link: string) => void;
}

export function KnownPublishers({ publishers, isBusy, onRead }: Props): JSX.Element {
  const { t, region } = useTranslator();
  return (
    <div class="rows" id="known-publishers">
      <h3>{t('lists.publishers')}</h3>
      {publishers.length === 0 ? <p class="quiet">{t('lists.publishers.none')}</p> : null}
      <ul class="rows">
        {publishers.map(({ id, name, about, countries, site, link }) => (
          <li key={id} class="rows">
            <p>
              <strong>
                <bdi>{name}</bdi>
              </strong>{' '}
              <span class="quiet">{countries.map(region).join(', ')}</span>
            </p>
            <p>
              <bdi lang="en">{about}</bdi>
            </p>
            <div class="bar wrap">
              <button type="button" disabled={isBusy} onClick={() => onRead(link)}>
                {t('lists.look')}
              </button>
              <a href={site} target="_blank" rel="noreferrer" dir="ltr">
                {new URL(site).hostname}
              </a>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
