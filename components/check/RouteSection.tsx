/** The places of the text on a rough map, with the same numbers as in the list beside it. */
import type { JSX } from 'preact';
import { toMapPoint, type MapOutlines } from '../../utils/check/map-outlines.ts';
import { displayText } from '../display-text.ts';
import { useTranslator } from '../translator.ts';
import { knownNearby, spreadMarkers, mapView, routeLine, type RouteStop, type MapView } from './route-stops.ts';

interface Props {
  text: string;
  stops: readonly RouteStop[];
  outlines: MapOutlines;
  /** A warning is shown: then known compounds nearby are shown too. Without one, honest places would look suspect. */
  hasWarning: boolean;
}

export function RouteSection({ text, stops, outlines, hasWarning }: Props): JSX.Element {
  const { t, region } = useTranslator();
  const known = hasWarning ? knownNearby(stops, outlines) : [];
  return (
    <section class="card rows" id="route">
      <h3>{t('route.title')}</h3>
      <div class="beside even">
        <RouteMap stops={stops} outlines={outlines} known={known} />
        <div class="rows">
          <ol class="stops">
            {stops.map((stop, index) => (
              <li key={`${stop.kind} ${stop.start}`} class={stop.kind}>
                <span class="stop-number" aria-hidden="true">
                  {index + 1}
                </span>
                <span>
                  {stop.start === null || stop.end === null ? null : (
                    <>
                      <strong dir="auto">{displayText(text.slice(stop.start, stop.end), 40)}</strong>
                      {' · '}
                    </>
                  )}
                  <span>{region(stop.country)}</span>
                  <br />
                  <span class="quiet">{t(`route.kind.${stop.kind}`)}</span>
                </span>
              </li>
            ))}
          </ol>
          {known.length === 0 ? null : (
            <p class="known-key">
              <span class="known-mark" aria-hidden="true" />
              {t('route.known')}
            </p>
          )}
          <p class="quiet small">{t('route.note')}</p>
        </div>
      </div>
    </section>
  );
}

interface MapProps {
  stops: readonly RouteStop[];
  outlines: MapOutlines;
  /** Known compounds nearby, in map units. */
  known: readonly { x: number; y: number }[];
}

function RouteMap({ stops, outlines, known }: MapProps): JSX.Element {
  const { t, region } = useTranslator();
  const view = mapView(stops);
  const unit = view.width / 100;
  const markers = spreadMarkers(stops, unit * 7);
  const visited = new Set(stops.map(({ country }) => country));
  const land = (named: boolean): string =>
    outlines.countries
      .filter(({ country }) => visited.has(country) === named)
      .map(({ path }) => path)
      .join('');
  const line = routeLine(stops);
  return (
    <svg
      class="route-map"
      role="img"
      aria-label={t('route.alt', { count: stops.length })}
      viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
    >
      <rect class="sea" x={view.x} y={view.y} width={view.width} height={view.height} />
      <path class="land" d={land(false)} stroke-width={unit * 0.25} />
      <path class="land visited" d={land(true)} stroke-width={unit * 0.35} />
      {outlines.countries
        .filter(({ country, at }) => visited.has(country) && isIn(view, toMapPoint(at)))
        .map(({ country, at }) => {
          const { x, y } = toMapPoint(at);
          return (
            <text
              key={country}
              class="country"
              x={x}
              y={y}
              font-size={unit * 3.6}
              stroke-width={unit * 0.8}
              text-anchor="middle"
            >
              {region(country)}
            </text>
          );
        })}
      {known.map(({ x, y }) => (
        <rect
          key={`${x} ${y}`}
          class="known"
          x={x - unit}
          y={y - unit}
          width={unit * 2}
          height={unit * 2}
          stroke-width={unit * 0.4}
        />
      ))}
      {line.length > 1 ? (
        <polyline
          class="way"
          points={line.map(({ x, y }) => `${x},${y}`).join(' ')}
          stroke-width={unit * 0.8}
          stroke-dasharray={`${unit * 2} ${unit * 1.4}`}
        />
      ) : null}
      {stops.map((stop, index) => {
        const spot = markers[index] ?? stop;
        return (
          <g key={`${stop.kind} ${stop.start}`} class="stop">
            <line x1={stop.x} y1={stop.y} x2={spot.x} y2={spot.y} stroke-width={unit * 0.5} />
            <circle class="place" cx={stop.x} cy={stop.y} r={unit * 0.8} />
          </g>
        );
      })}
      {stops.map((stop, index) => {
        const spot = markers[index] ?? stop;
        return (
          <g key={`${stop.kind} ${stop.start}`} class={`stop ${stop.kind}`}>
            <circle class="ball" cx={spot.x} cy={spot.y} r={unit * 3.1} stroke-width={unit * 0.5} />
            <text x={spot.x} y={spot.y} dy="0.36em" font-size={unit * 4} text-anchor="middle">
              {index + 1}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function isIn(view: MapView, { x, y }: { x: number; y: number }): boolean {
  return x > view.x && x < view.x + view.width && y > view.y && y < view.y + view.height;
}
