/** Statistics of a desk's file in which one report was decided and listed. */
export const EXAMPLE_STATISTICS = {
  listed: 1,
  withdrawn: 0,
  waiting: 0,
  reports: { decided: 1, listed: 1, notListed: 0, watched: 0, moreNeeded: 0 },
  disputes: { underReview: 0, accepted: 0, upheld: 0 },
  daysToDecide: { median: 2, ninthTenth: 2 },
};
