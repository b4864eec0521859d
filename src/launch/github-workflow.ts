/** What a workflow has to know about a repository. */
export interface WorkflowSettings {
  /** Commits that reach this branch are launched. */
  readonly branch: string;
  /** The project's folder relative to the top of the repository, with `/`; empty if it is the top. */
  readonly prefix: string;
  /** Where run folders are made on the runner. Absent: beside the runner's checkout, which outlives its jobs. */
  readonly runs?: string | undefined;
  readonly nodeVersion: string;
}

/** Where `tessera launch --ci github` puts the workflow, relative to the top of the repository. */
export const workflowFile = '.github/workflows/tessera.yml';

/**
 * A GitHub workflow that checks the experiments of a pull request and comments what merging it would launch; what is
 * merged is launched on a self-hosted runner, and the leaderboard is commented. Code of a pull request never runs on
 * that runner. What a stranger chooses (branches, titles) reaches scripts by variables only, never as a part of their
 * text.
 */
export function githubWorkflow({ branch, prefix, runs, nodeVersion }: WorkflowSettings): string {
  const folder = prefix === '' ? '' : `${prefix}/`;
  return `# Made by \`tessera launch --ci github\`. Made again, it replaces this file.
#
# A pull request that changes the project is checked, and gets a comment with what merging it would launch. What reaches
# ${branch} is launched on a self-hosted runner, and the pull request gets a comment with the leaderboard.
name: Experiments
on:
  pull_request:
    paths: ['${folder}**']
  push:
    branches: ['${branch}']
    paths: ['${folder}**']
permissions: {}
defaults:
  run:
    shell: bash
    working-directory: ${prefix === '' ? '.' : JSON.stringify(prefix)}
jobs:
  plan:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    permissions: {contents: read, pull-requests: write}
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0, persist-credentials: false}
      - uses: actions/setup-node@v4
        with: {node-version: ${nodeVersion}}
      - run: npm ci
      - name: What merging would launch
        env:
          BASE: \${{ github.event.pull_request.base.sha }}
        run: npx tessera launch --since "$BASE" --dry-run --markdown >"$RUNNER_TEMP/plan.md"
      - name: Tell it
        # A fork's pull request may not comment: its plan is in the summary of the job.
        if: always()
        env:
          GH_TOKEN: \${{ github.token }}
          GH_REPO: \${{ github.repository }}
          NUMBER: \${{ github.event.pull_request.number }}
          IS_OWN: \${{ github.event.pull_request.head.repo.full_name == github.repository }}
        run: |
          [ -f "$RUNNER_TEMP/plan.md" ] || exit 0
          cat "$RUNNER_TEMP/plan.md" >>"$GITHUB_STEP_SUMMARY"
          if [ "$IS_OWN" = true ]; then
            gh pr comment "$NUMBER" --body-file "$RUNNER_TEMP/plan.md" --edit-last --create-if-none
          fi
  launch:
    if: github.event_name == 'push'
    # A machine with the data, on which a runner of this repository is installed.
    runs-on: self-hosted
    # No \`concurrency\`: it would drop pushes that wait. A runner takes one job at a time.
    timeout-minutes: 7200
    permissions: {contents: read, pull-requests: write}
    steps:
      - uses: actions/checkout@v4
        # What git ignores stays: data, caches, weights.
        with: {fetch-depth: 0, clean: false, persist-credentials: false}
      - uses: actions/setup-node@v4
        with: {node-version: ${nodeVersion}}
      - run: npm ci
      - name: Launch
        env:
          BEFORE: \${{ github.event.before }}
          RUNS: ${runs === undefined ? '${{ runner.workspace }}/runs' : JSON.stringify(runs)}
        run: npx tessera launch --since "$BEFORE" --runs "$RUNS" --markdown >"$RUNNER_TEMP/leaderboard.md"
      - name: Tell it
        if: always()
        env:
          GH_TOKEN: \${{ github.token }}
          GH_REPO: \${{ github.repository }}
        run: |
          [ -f "$RUNNER_TEMP/leaderboard.md" ] || exit 0
          cat "$RUNNER_TEMP/leaderboard.md" >>"$GITHUB_STEP_SUMMARY"
          number="$(gh api "repos/$GH_REPO/commits/$GITHUB_SHA/pulls" --jq '.[0].number // empty')"
          if [ -n "$number" ]; then
            gh pr comment "$number" --body-file "$RUNNER_TEMP/leaderboard.md"
          fi
`;
}
