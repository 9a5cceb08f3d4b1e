/** What is read right after the installation, and the offer to read public posts of social networks too. */
import type { JSX } from 'preact';
import type { SiteGroup } from '../../utils/pages/site-groups.ts';
import { useTranslator } from '../translator.ts';

interface Props {
  /** Null while they load. */
  groups: readonly SiteGroup[] | null;
  /** Id of the group whose last change the browser refused; null for none. */
  refused: string | null;
  onSwitch: (group: SiteGroup) => void;
}

const MAX_SITES_SHOWN = 8;
/** Boards that most readers know: named first, the others in the order of the data. */
const WELL_KNOWN = 'LinkedIn Indeed JobStreet JobsDB Glassdoor Craigslist Naukri'.split(' ');

function namesToShow(sites: readonly string[]): string {
  const known = WELL_KNOWN.filter((name) => sites.includes(name));
  return [...known, ...sites.filter((name) => !known.includes(name))].slice(0, MAX_SITES_SHOWN).join(', ');
}

export function FirstSites({ groups, refused, onSwitch }: Props): JSX.Element | null {
  const { t } = useTranslator();
  const read = groups?.filter(({ isGranted }) => isGranted).flatMap(({ sites }) => sites) ?? [];
  const social = groups?.find(({ id }) => id === 'social');
  if (groups === null) return null;
  return (
    <section class="card rows" id="first-sites">
      {read.length === 0 ? null : <p>{t('welcome.already', { sites: namesToShow(read) })}</p>}
      {social === undefined || social.isGranted ? null : (
        <>
          <p>{t('welcome.social')}</p>
          <button type="button" class="main" id="read-social" onClick={() => onSwitch(social)}>
            {t('welcome.social.go')}
          </button>
        </>
      )}
      {refused === null ? null : (
        <p class="note" role="status">
          {t('welcome.refused')}
        </p>
      )}
    </section>
  );
}
