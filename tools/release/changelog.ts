/** Reads CHANGELOG.md in the format of keepachangelog.com: one section for each version, `Unreleased` first, then the newest. */

export interface ChangelogSection {
  /** `Unreleased` or `1.2.3`. */
  version: string;
  /** `YYYY-MM-DD`; null for `Unreleased`. */
  day: string | null;
  /** Without its heading. */
  body: string;
}

export const UNRELEASED = 'Unreleased';
const HEADING = /^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$/gmu;

/** Sections in the order of the file. Throws an Error when the first is not `Unreleased`. */
export function changelogSections(text: string): ChangelogSection[] {
  const headings = [...text.matchAll(HEADING)];
  const sections = headings.map((match, at) => ({
    version: match[1] ?? '',
    day: match[2] ?? null,
    body: text.slice(match.index + match[0].length, headings[at + 1]?.index).trim(),
  }));
  if (sections[0]?.version !== UNRELEASED)
    throw new Error(`CHANGELOG.md: the first section must be "## [${UNRELEASED}]"`);
  return sections;
}

/** The text with the unreleased entries moved under the version. Throws an Error when there are none. */
export function releaseChangelog(text: string, version: string, day: string): string {
  const [unreleased] = changelogSections(text);
  if (!/^- /mu.test(unreleased?.body ?? '')) {
    throw new Error(
      `CHANGELOG.md: the section "## [${UNRELEASED}]" is empty, so there is nothing to release. Write what changed.`,
    );
  }
  return text.replace(`## [${UNRELEASED}]\n`, `## [${UNRELEASED}]\n\n## [${version}] - ${day}\n`);
}

/** The body of a version's section. Throws an Error when there is none. */
export function notesOf(text: string, version: string): string {
  const section = changelogSections(text).find((each) => each.version === version);
  if (section === undefined || section.day === null)
    throw new Error(`CHANGELOG.md: there is no section "## [${version}] - DAY"`);
  return section.body;
}
