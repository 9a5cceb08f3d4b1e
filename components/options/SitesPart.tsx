/** Site access: one switch for each group of sites, explained before the browser's own question. */
import type { JSX } from 'preact';
import type { SiteGroup } from '../../utils/pages/site-groups.ts';
import { useTranslator } from '../translator.ts';

interface Props {
  groups: readonly SiteGroup[] | null;
  /** Id of the group whose last change the browser refused; null for none. */
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
              checked={group.isGranted}
              disabled={group.isFixed || group.isCovered}
              aria-describedby={`sites-${group.id}-note`}
              onClick={(event) => {
                event.preventDefault(); // the switch shows what the browser has granted
                onSwitch(group);
              }}
            />
            <strong>{t(`sites.${group.id}`)}</strong>
          </label>
          <p class="quiet" id={`sites-${group.id}-note`}>
            {t(`sites.${group.id}.note`)} {group.sites.length === 0 ? '' : `${group.sites.join(', ')}.`}
            {group.isFixed ? ` ${t('sites.fixed')}` : group.isCovered ? ` ${t('sites.covered')}` : ''}
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
