/** Values of the features that the evidence model scores. */

/**
 * Value of each feature by its number (`Rules.features`); 0: not there. By name they are `travel-paid`, `faint:easy-money`,
 * `concept:ticket`, `set:online-route`, `guard`, `quoted`, `long`, `model`, `noJobOffer`.
 */
export type FeatureValues = Float64Array;
