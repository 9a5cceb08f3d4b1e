/**
 * Files that pages of the extension read by themselves. A channel may publish newer ones; `statistics.json` comes from a
 * channel only.
 */
export const PAGE_KNOWLEDGE_FILES = ['help.json', 'questions.json', 'statistics.json'] as const;
export type PageKnowledgeFile = (typeof PAGE_KNOWLEDGE_FILES)[number];
