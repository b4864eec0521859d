/** The rooms whose faults lose somebody's work or falsify a figure. */
export const mutatedFolders = ['src/train', 'src/runs', 'src/sweep', 'src/launch', 'src/data/loader', 'src/log'];
