# An image as people make them: a distribution, packages on top, and much that is changed, moved, linked and deleted
# again. Every RUN is a layer.
FROM scratch
ADD base.tar /
COPY packages /packages
RUN dpkg-deb -x /packages/manpages-dev.deb /
RUN dpkg-deb -x /packages/perl-modules-5.36.deb / && dpkg-deb -x /packages/manpages.deb /
RUN dpkg-deb -x /packages/vim-runtime.deb /
RUN dpkg-deb -x /packages/git-man.deb / && dpkg-deb -x /packages/libpython3.11-minimal.deb /
RUN dpkg-deb -x /packages/libpython3.11-stdlib.deb /
RUN rm -r /packages
# Deleted files and directories, and some that come back.
RUN rm -r /usr/share/doc && rm /usr/share/man/man3/a*.gz
RUN mkdir /usr/share/doc && echo again > /usr/share/doc/again && echo again > /usr/share/man/man3/abs.3.gz
RUN rm -r /usr/share/vim/vim90/lang && mkdir /usr/share/vim/vim90/lang && echo opaque > /usr/share/vim/vim90/lang/new
# Overwritten files, other metadata, times to the nanosecond.
RUN echo changed > /etc/issue && chmod 600 /etc/issue.net && chown 1234:4321 /etc/host.conf
RUN touch -d '2001-02-03 04:05:06.123456789' /etc/motd /etc/issue && touch -d @0 /etc/debian_version
RUN chmod -R g+w /usr/share/perl && chmod 1777 /srv && chmod 2755 /opt && chmod 700 /media
# Hard links: within a layer, to lower layers, their other name replaced, deleted, moved.
RUN mkdir /links && echo one > /links/a && ln /links/a /links/b && ln /links/a /links/c && ln /usr/bin/perl /links/perl
RUN echo two > /links/new && mv /links/new /links/a
RUN rm /links/c && ln /links/b /links/d && ln -P /bin/sh /links/sh && mkfifo /links/fifo && ln /links/fifo /links/fifo2
RUN mkdir /links/deep && mv /links/b /links/deep/b && rm /links/d
RUN cp /bin/true /links/capable && setcap cap_net_raw,cap_net_admin+ep /links/capable && ln /links/capable /links/capable2
RUN echo three > /links/x && ln /links/x /links/y
RUN chmod 4755 /links/x && setfattr -n user.note -v 'kept = yes' /links/y
RUN rm /links/capable
# setuid, setgid, devices, pipes, odd names, long paths.
RUN cp /bin/true /usr/local/bin/suid && chmod 4711 /usr/local/bin/suid && cp /bin/true /usr/local/bin/sgid && chmod 2711 /usr/local/bin/sgid
RUN mkdir /odd && mknod /odd/null c 1 3 && mknod /odd/loop b 7 0 && mkfifo /odd/pipe && ln -s /nowhere /odd/dangling
RUN cd /odd && touch -- 'with space' 'naïve ☃' "$(printf 'new\nline')" "$(printf 'not\377utf8')" '-dash' 'back\slash' && mkdir "$(printf '%0250d' 0)"
RUN cd /odd && d=$(printf 'p%.0s' $(seq 120)) && mkdir -p $d/$d/$d && echo long > $d/$d/$d/file && ln $d/$d/$d/file $d/link && ln -s $d/$d/$d/file long-target
RUN setfattr -n user.binary -v 0x00ff800a3d /odd/-dash && echo .wh. > /odd/x.wh.y && touch /odd/..wh.z
# Directories moved, replaced by links and back; links replaced by directories.
RUN mv /usr/share/vim /usr/share/vim.moved && mkdir -p /kinds/d /kinds/e && touch /kinds/d/old /kinds/f && ln -s d /kinds/l
RUN rm -r /kinds/d && ln -s e /kinds/d && rm /kinds/f && mkdir /kinds/f && touch /kinds/f/in && rm /kinds/l && mkdir /kinds/l
RUN rm /kinds/d && mkdir /kinds/d && touch /kinds/d/new && rm -r /kinds/f && echo file > /kinds/f && rm -r /kinds/l && mkfifo /kinds/l
# The large packages come late: under VFS each layer is a copy of all below.
COPY late /late
RUN dpkg-deb -x /late/linux-libc-dev.deb / && dpkg-deb -x /late/libboost1.74-dev.deb /
RUN rm -r /late /usr/include/boost/mpl && mv /usr/include/linux /usr/include/linux.moved && echo changed > /usr/include/boost/any.hpp
ENV LANG=C.UTF-8 REAL=yes
LABEL made.of="Debian packages"
CMD ["/bin/sh", "-c", "echo real image; id; env; pwd"]
