// One context at a time: what one test holds must not be looked for, or let go of, by another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
