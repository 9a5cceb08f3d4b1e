/** The warnings of a page for its print: plain words at its start, once. Nothing in it can be pressed. */
import type { JSX } from 'preact';
import { displayText } from '../display-text.ts';
import { increasingReasons } from '../reasons/reasons-by-effect.ts';
import { Quote } from '../reasons/Quote.tsx';
import { useTranslator } from '../translator.ts';
import { adviceKeys, levelKey } from './level-key.ts';
import { ListingLine } from './ListingLine.tsx';
import type { WarnedPost } from './Warnings.tsx';

interface Props {
  warned: readonly WarnedPost[];
  productName: string;
}

/** Of more posts only the titles are printed: the print of a list of posts stays one. */
const MAX_WITH_REASONS = 3;

export function PrintedWarning({ warned, productName }: Props): JSX.Element {
  const { language, direction, t } = useTranslator();
  const worst = warned.find(({ verdict }) => verdict.level === 'danger') ?? warned[0];
  return (
    <section lang={language} dir={direction}>
      <p>{t('warning.region', { name: productName })}</p>
      {warned.map((post) => (
        <PrintedPost key={post.key} post={post} isShort={warned.length > MAX_WITH_REASONS} />
      ))}
      {worst === undefined ? null : (
        <>
          <h3>{t('warning.next')}</h3>
          <ul>
            {adviceKeys(worst.verdict).map((key) => (
              <li key={key}>{t(key)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function PrintedPost({ post, isShort }: { post: WarnedPost; isShort: boolean }): JSX.Element {
  const { t, find } = useTranslator();
  const { verdict, title } = post;
  const level = `${t(`word.${verdict.level === 'danger' ? 'danger' : 'caution'}`)}: ${t(levelKey(verdict))}`;
  const name = title === '' ? null : <bdi>{displayText(title, 80)}</bdi>;
  if (isShort)
    return (
      <p>
        <b>{level}</b> {name}
      </p>
    );
  return (
    <>
      <h2>{level}</h2>
      {name === null ? null : <p>{name}</p>}
      <ListingLine verdict={verdict} />
      <ul>
        {increasingReasons(verdict.reasons).map(({ id, field, start, quote }) => (
          <li key={`${id} ${field} ${start}`}>
            {quote === null ? null : (
              <>
                <Quote text={quote} maxCharacters={90} />{' '}
              </>
            )}
            {find(`reason.${id}`, 'reason.other')}
          </li>
        ))}
      </ul>
    </>
  );
}
