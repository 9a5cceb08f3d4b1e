/** Where JobLantern may look: one switch for each group of sites, said in words before the browser asks. */
import type { JSX } from 'preact';
import type { SiteGroup } from '../../utils/pages/site-groups.ts';
import { useTranslator } from '../translator.ts';

interface Props {
  groups: readonly SiteGroup[] | null;
  /** The browser refused, or could not take back: a group's id. */
  refused: string | null;
  onSwitch: (group: SiteGroup) => void;
}

export function SitesPart({ groups, refused, onSwitch }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <section class="card rows" id="sites">
      <h2>{t('sites.title')}</h2>
      <p>{t('sites.intro')}</p>
      {groups === null ? <p class="quiet">{t('ui.loading')}</p> : null}
      {groups?.map((group) => (
        <div key={group.id} class="rows">
          <label class="choice">
            <input
              type="checkbox"
              role="switch"
              id={`sites-${group.id}`}
              checked={group.granted}
              disabled={group.fixed || group.covered}
              aria-describedby={`sites-${group.id}-note`}
              onClick={(event) => {
                event.preventDefault(); // it shows what the browser has granted, not what was wished
                onSwitch(group);
              }}
            />
            <strong>{t(`sites.${group.id}`)}</strong>
          </label>
          <p class="quiet" id={`sites-${group.id}-note`}>
            {t(`sites.${group.id}.note`)} {group.sites.length === 0 ? '' : `${group.sites.join(', ')}.`}
            {group.fixed ? ` ${t('sites.fixed')}` : group.covered ? ` ${t('sites.covered')}` : ''}
          </p>
          {refused === group.id ? (
            <p class="note caution" role="status">
              {t('sites.refused')}
            </p>
          ) : null}
        </div>
      ))}
      <p class="quiet">{t('sites.never')}</p>
    </section>
  );
}
