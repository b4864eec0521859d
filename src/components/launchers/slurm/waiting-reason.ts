/** Slurm's reasons why a job waits (squeue(1), "JOB REASON CODES"), those that people meet most, in words. */
const words: Readonly<Record<string, string>> = {
  Resources: 'no node is free',
  Priority: 'jobs with a higher priority come first',
  JobArrayTaskLimit: 'as many points run as `max_parallel` allows',
  BeginTime: 'it goes on in about two minutes, as jobs do that went back into the queue',
  Dependency: 'the array before it has not ended',
  PartitionTimeLimit: 'its time limit is above that of the partition: it will never start',
  PartitionNodeLimit: 'the partition has no such node: it will never start',
  PartitionDown: 'the partition is down',
  PartitionInactive: 'the partition is not active',
  ReqNodeNotAvail: 'the nodes that it needs are down or reserved',
  NodeDown: 'a node that it needs is down',
  BadConstraints: 'no node has what it asks for: it will never start',
  Licenses: 'a licence is in use',
  Reservation: 'its reservation has not begun',
  JobHeldUser: 'it is held; `scontrol release` lets it go',
  JobHeldAdmin: 'the administrator holds it, or it failed to start on a node',
  launch_failed_requeued_held: 'it failed to start on a node and is held; `scontrol release` lets it go',
  QOSMaxCpuPerUserLimit: 'your other jobs use all processors that your QOS allows',
  QOSMaxGRESPerUser: 'your other jobs use all GPUs that your QOS allows',
  QOSMaxJobsPerUserLimit: 'as many of your jobs run as your QOS allows',
  QOSMaxMemoryPerUser: 'your other jobs use all memory that your QOS allows',
  AssocGrpCpuLimit: 'your account uses all processors that it may',
  AssocGrpGRES: 'your account uses all GPUs that it may',
  AssocMaxJobsLimit: 'as many of your jobs run as your account allows',
  AssocGrpCPUMinutesLimit: "your account's budget of processor time is used up",
  AssocGrpBillingMinutes: "your account's budget is used up",
};

/** Why a job waits, with Slurm's own word behind it. */
export function waitingReason(state: string, reason: string): string {
  if (state === 'SUSPENDED') return 'it is suspended for a job with a higher priority (SUSPENDED)';
  // Some reasons carry more: `ReqNodeNotAvail, UnavailableNodes:node7`.
  const code = reason.split(',')[0]!.trim();
  const meaning = words[code.replaceAll(' ', '_')];
  if (meaning !== undefined) return `${meaning} (${reason})`;
  return reason === '' || reason === 'None' ? 'the scheduler has not looked at it yet' : reason;
}
