import LeafProbe

Probe.main()
