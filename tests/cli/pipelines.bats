# SPDX-License-Identifier: Apache-2.0
# The examples of docs/pipelines.md: what is cut into pieces comes out as if it were not.
load helper

examples=$abs_top_srcdir/examples

setup_more() {
	PATH=$(dirname "$qingwen"):$PATH
	repeat 60 sound.txt > some.txt
	"$qingwen" damage --seed=3 --unit=line --share=70 random some.txt > part.txt
	printf 'key\tvalue\there\n\n  \377\n' >> part.txt
	repeat 8 part.txt > lines.txt
	"$qingwen" repair --quiet --unit=line lines.txt > expected.txt
	! cmp -s lines.txt expected.txt
}

@test "parallel.sh gives what one process gives" {
	skip_without parallel
	parallel --version 2> /dev/null | grep -q '^GNU parallel' || skip "not GNU parallel"
	for block in 2k 20k 10M; do
		BLOCK=$block "$examples/parallel.sh" lines.txt > out 2> err
		quiet
		out_is expected.txt
	done
	BLOCK=20k "$examples/parallel.sh" < lines.txt > out 2> err
	out_is expected.txt
	cat expected.txt expected.txt > twice.txt
	BLOCK=20k "$examples/parallel.sh" lines.txt lines.txt > out 2> err
	out_is twice.txt
	BLOCK=2k QINGWEN_OPTIONS=--skip='*' "$examples/parallel.sh" lines.txt > out 2> err
	out_is lines.txt
}

@test "parallel.sh fails when a process does" {
	skip_without parallel
	status=0
	BLOCK=2k QINGWEN_OPTIONS=--invalid=stop "$examples/parallel.sh" lines.txt > out 2> err || status=$?
	[ "$status" -ne 0 ]
	status=0
	QINGWEN=no-such-program "$examples/parallel.sh" lines.txt > out 2> err || status=$?
	[ "$status" -ne 0 ]
}

@test "the commands of the document are those of the examples" {
	for file in parallel.sh spark.py hadoop.sh; do
		grep -q 'repair --quiet --unit=line' "$examples/$file"
		grep -q "examples/$file" "$abs_top_srcdir/docs/pipelines.md"
	done
	skip_without parallel
	sed -n 's/^    \(parallel .*\)/\1/p' "$abs_top_srcdir/docs/pipelines.md" > command
	[ "$(wc -l < command)" -eq 1 ]
	cp lines.txt pages.jsonl
	sh -e command 2> err
	cmp clean.jsonl expected.txt
}

@test "files by name with xargs" {
	sed -n 's/^    \(find .*\)/\1/p' "$abs_top_srcdir/docs/pipelines.md" > command
	[ "$(wc -l < command)" -eq 1 ]
	mkdir -p pages/a
	"$qingwen" damage utf8-as-latin1 sound.txt > pages/one.txt
	cp pages/one.txt 'pages/a/two words.txt'
	cp pages/one.txt pages/other.md
	sh -e command 2> err
	cmp pages/one.txt sound.txt
	cmp 'pages/a/two words.txt' sound.txt
	! cmp -s pages/other.md sound.txt
}

# A stand-in that does what the documentation of pyspark says of these methods.
stand_in() {
	mkdir -p stand/pyspark
	: > stand/pyspark/__init__.py
	cat > stand/pyspark/sql.py <<-'END'
		import os, shlex, subprocess
		class RDD:
		    def __init__(self, partitions):
		        self.partitions = partitions
		    def pipe(self, command, env=None, checkCode=False):
		        done = []
		        for lines in self.partitions:
		            text = "".join(line.rstrip("\n") + "\n" for line in lines).encode("utf-8")
		            run = subprocess.run(shlex.split(command), input=text, stdout=subprocess.PIPE)
		            if checkCode and run.returncode:
		                raise Exception("Pipe function `%s' exited with error code %d" % (command, run.returncode))
		            done.append([line.decode("utf-8") for line in run.stdout.split(b"\n")[:-1]])
		        return RDD(done)
		    def saveAsTextFile(self, path):
		        os.mkdir(path)
		        for i, lines in enumerate(self.partitions):
		            with open("%s/part-%05d" % (path, i), "w", encoding="utf-8", newline="") as f:
		                f.write("".join(line + "\n" for line in lines))
		class Context:
		    def textFile(self, path):
		        with open(path, encoding="utf-8", errors="replace", newline="\n") as f:
		            lines = f.read().split("\n")[:-1]
		        return RDD([lines[:7], [], lines[7:100], lines[100:]])
		class Session:
		    sparkContext = Context()
		    def stop(self): pass
		class Builder:
		    def appName(self, name): return self
		    def getOrCreate(self): return Session()
		class SparkSession:
		    builder = Builder()
	END
}

@test "spark.py, with a stand-in for Spark" {
	skip_without python3
	stand_in
	LC_ALL=C grep -v $'\377' lines.txt > utf8.txt
	"$qingwen" repair --quiet --unit=line utf8.txt > utf8-expected.txt
	PYTHONPATH=stand python3 "$examples/spark.py" utf8.txt done 2> err
	quiet
	[ "$(ls done | wc -l)" -eq 4 ]
	cat done/part-* | cmp - utf8-expected.txt
	mkdir bin
	printf '#!/bin/sh\ncat > /dev/null\nexit 3\n' > bin/qingwen
	chmod +x bin/qingwen
	status=0
	PATH=$PWD/bin:$PATH PYTHONPATH=stand python3 "$examples/spark.py" utf8.txt failed 2> err || status=$?
	[ "$status" -ne 0 ]
	err_has 'exited with error code 3'
	[ ! -e failed ]
}

@test "hadoop.sh, with a stand-in for Hadoop that runs the mapper on pieces" {
	mkdir job bin
	cat > bin/hadoop <<-'END'
		#!/bin/sh
		set -e
		[ "$1 $2" = "jar streaming.jar" ]
		shift 2
		while [ $# -gt 0 ]; do
			case $1 in
			-D) case $2 in
				mapreduce.job.reduces=0) reduces=none ;;
				stream.map.output.field.separator=*)
					[ "$(printf %s "${2#*=}" | od -An -tx1)" = ' 0a' ] && field=newline ;;
				mapreduce.output.textoutputformat.separator=) between=nothing ;;
				esac ;;
			-files) cp "$2" job/ ;;
			-input) input=$2 ;;
			-output) output=$2 ;;
			-mapper) mapper=$2 ;;
			esac
			shift 2
		done
		[ "$reduces $field $between" = 'none newline nothing' ]
		mkdir "$output"
		input=$PWD/$input output=$PWD/$output
		cd job
		export output
		split -n l/5 -d --filter="$mapper > \$output/\$FILE" "$input" part-
	END
	chmod +x bin/hadoop
	# The program as libtool makes it is a script that finds its library by its own place.
	printf '#!/bin/sh\nexec "%s" "$@"\n' "$qingwen" > bin/qingwen
	chmod +x bin/qingwen
	PATH=$PWD/bin:$PATH STREAMING_JAR=streaming.jar "$examples/hadoop.sh" lines.txt done 2> err
	quiet
	[ "$(ls done | wc -l)" -eq 5 ]
	cat done/part-* | cmp - expected.txt
}
