/**
 * Parses the part of the STIX pattern language (STIX 2.1, section 9) that names values: `=`, `IN`, `AND`, `OR` and
 * `FOLLOWEDBY`. `[domain-name:value = 'a.example' OR domain-name:value = 'b.example']` gives two alternatives of one comparison;
 * `[user-account:account_type = 'telegram' AND user-account:account_login = 'x']` gives one alternative of two. Everything
 * else (`NOT`, `LIKE`, `MATCHES`, qualifiers) needs more than a value and is refused with a reason.
 */

export interface Comparison {
  /** Object type and path, e.g. `domain-name:value`. */
  path: string;
  value: string;
}

/** Comparisons that must hold together. */
export type Alternative = readonly Comparison[];

export class PatternError extends Error {}

const TOKEN =
  /\s*(?:(?<text>'(?:[^'\\]|\\.)*')|(?<path>[a-zA-Z][\w-]*:[\w.-]+(?:\[(?:\*|\d+)\][\w.-]*)*)|(?<mark>==|!=|<>|<=|>=|[=<>[\](),])|(?<word>\w+))/uy;
const MAX_PATTERN_CHARS = 100_000;
const MAX_ALTERNATIVES = 1_000;
const MAX_DEPTH = 50;

/** @throws PatternError with a reason */
export function parsePattern(pattern: string): Alternative[] {
  if (pattern.length > MAX_PATTERN_CHARS) throw new PatternError('the pattern is too long');
  const tokens = tokensOf(pattern);
  let at = 0;
  let depth = 0;

  const is = (text: string): boolean => tokens[at]?.toUpperCase() === text;
  const take = (text: string): void => {
    if (!is(text)) throw new PatternError(`"${tokens[at] ?? 'the end'}" stands where ${text} is expected`);
    at += 1;
  };

  /** Operands joined by AND, FOLLOWEDBY or OR; AND binds tighter. */
  const joined = (operand: () => Alternative[]): Alternative[] => {
    let result = conjunction(operand);
    while (is('OR')) {
      at += 1;
      result = limited([...result, ...conjunction(operand)]);
    }
    return result;
  };
  const conjunction = (operand: () => Alternative[]): Alternative[] => {
    let result = operand();
    while (is('AND') || is('FOLLOWEDBY')) {
      at += 1;
      const other = operand();
      result = limited(result, other.length).flatMap((left) => other.map((right) => [...left, ...right]));
    }
    return result;
  };
  const bracketed = (open: string, close: string, inner: () => Alternative[]): Alternative[] => {
    if ((depth += 1) > MAX_DEPTH) throw new PatternError('the pattern is nested too deeply');
    take(open);
    const result = joined(inner);
    take(close);
    depth -= 1;
    return result;
  };
  const observation = (): Alternative[] =>
    is('(') ? bracketed('(', ')', observation) : bracketed('[', ']', comparison);
  const comparison = (): Alternative[] => {
    if (is('(')) return bracketed('(', ')', comparison);
    const path = tokens[at] ?? '';
    if (!/^[a-z][\w-]*:/iu.test(path)) throw new PatternError(`it needs more than a value ("${path}")`);
    at += 1;
    if (is('IN')) {
      at += 1;
      take('(');
      const values = [text()];
      while (is(',')) {
        at += 1;
        values.push(text());
      }
      take(')');
      return limited(values.map((value) => [{ path, value }]));
    }
    if (!is('=') && !is('==')) throw new PatternError(`it needs more than a value ("${tokens[at] ?? ''}")`);
    at += 1;
    return [[{ path, value: text() }]];
  };
  const text = (): string => {
    const token = tokens[at] ?? '';
    if (!token.startsWith("'")) throw new PatternError(`"${token}" is no text`);
    at += 1;
    return token.slice(1, -1).replaceAll(/\\(.)/gsu, '$1');
  };

  const result = joined(observation);
  if (at < tokens.length) throw new PatternError(`it needs more than a value ("${tokens[at]}")`);
  return result;
}

function tokensOf(pattern: string): string[] {
  const tokens: string[] = [];
  const source = pattern.trimEnd();
  TOKEN.lastIndex = 0;
  for (let end = 0; end < source.length; end = TOKEN.lastIndex) {
    const found = TOKEN.exec(source);
    if (found === null) throw new PatternError('it is no STIX pattern');
    tokens.push(found[0].trimStart());
  }
  return tokens;
}

function limited(alternatives: Alternative[], times = 1): Alternative[] {
  if (alternatives.length * times > MAX_ALTERNATIVES) throw new PatternError('it has too many alternatives');
  return alternatives;
}

/** Returns a string literal of the pattern language. */
export const patternLiteral = (text: string): string => `'${text.replaceAll(/[\\']/gu, String.raw`\$&`)}'`;
